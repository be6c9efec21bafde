using Reeve.Plugins.Slurm.Controller;
using Reeve.Testing;
using Xunit;

namespace Reeve.Plugins.Slurm.Tests.Controller.Commands;

public sealed class CommandControllerTests : IDisposable
{
    private static readonly JobQuery Ours = new() { NamePrefix = "reeve-o-", Since = DateTimeOffset.UnixEpoch, IncludeHistory = false };
    private readonly FakeSlurm _slurm = new();

    public void Dispose() => _slurm.Dispose();

    [LinuxFact]
    public async Task Submit_EachJob_GetsItsOwnAnswerInOneRoundTrip()
    {
        _slurm.Set("sbatch", """
            case $2 in
            --job-name=bad) echo 'sbatch: error: Batch job submission failed: Invalid partition name specified' >&2; exit 1;;
            --job-name=full) printf 'sbatch: error: QOSMaxSubmitJobPerUserLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user'"'"'s size and/or time limits)\n' >&2; exit 1;;
            --job-name=warned) echo 'sbatch: lua: you are welcome' >&2; echo '7;cluster';;
            *) echo 5;;
            esac
            """);

        var answers = await _slurm.Controller.SubmitAsync([Job("good"), Job("bad"), Job("warned"), Job("full")], CancellationToken.None);

        Assert.Equal([5, null, 7, null], answers.Select(answer => answer.JobId));
        Assert.Equal(ErrorReason.Invalid, answers[1].Refusal!.Reason);
        Assert.Contains("Invalid partition name specified", answers[1].Refusal!.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorReason.Exhausted, answers[3].Refusal!.Reason);
        Assert.Equal(1, _slurm.Shell.Calls);
    }

    [LinuxFact]
    public async Task Submit_ControllerAway_TriesNoFurtherJob()
    {
        _slurm.Set("sbatch", """
            echo x >> $here/calls
            [ $2 = --job-name=first ] && { echo 3; exit; }
            echo 'sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)' >&2; exit 1
            """);

        var answers = await _slurm.Controller.SubmitAsync([Job("first"), Job("second"), Job("third"), Job("fourth")], CancellationToken.None);

        Assert.Equal(3, answers[0].JobId);
        Assert.All(answers.Skip(1), answer => Assert.Equal(ErrorReason.Transient, answer.Refusal!.Reason));
        Assert.Equal(2, File.ReadAllLines(_slurm.File("calls")).Length);
    }

    [LinuxFact]
    public async Task Submit_HostileValues_ArriveAsTheyAre()
    {
        _slurm.Set("sbatch", "printf '%s\\0' \"$@\" > $here/arguments; echo 1");
        string[] values = ["$(id)", "`id`", "a'b\"c", "line\nline", "-rf", "ä漢", "%j", "\\", "*", "~", "!", new string('x', 100_000)];

        foreach (var value in values)
        {
            var job = Job("name") with { Comment = value, Options = [new JobOption { Name = "constraint", Value = value }, new JobOption { Name = "hold" }] };
            await _slurm.Controller.SubmitAsync([job], CancellationToken.None);

            Assert.Equal(
                ["--parsable", "--job-name=name", $"--comment={value}", "--chdir=/d", "--output=/d/%%o", $"--constraint={value}", "--hold", "/d/job.sh", ""],
                File.ReadAllText(_slurm.File("arguments")).Split('\0'));
        }
    }

    [LinuxFact]
    public async Task Submit_CommandsMissing_SaysWhatToSet()
    {
        _slurm.Set("sbatch", "echo 'sbatch: not found' >&2; exit 127");

        var answer = Assert.Single(await _slurm.Controller.SubmitAsync([Job("a")], CancellationToken.None));

        Assert.Equal(ErrorReason.Transient, answer.Refusal!.Reason);
        Assert.Contains("controller.commandDirectory", answer.Refusal.Message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task List_Unchanged_IsNotSentAgain()
    {
        _slurm.Set("squeue", string.Concat(Enumerable.Range(1, 1000).Select(id => Queued($"{id}", $"reeve-o-{id}") + "\n")));
        var first = await _slurm.Controller.ListAsync(Ours, CancellationToken.None);
        var firstBytes = _slurm.Shell.LastOutput;

        var second = await _slurm.Controller.ListAsync(Ours, CancellationToken.None);

        Assert.Equal(1000, first.Count);
        Assert.Same(first, second);
        Assert.True(firstBytes > 100_000, $"{firstBytes} bytes");
        Assert.True(_slurm.Shell.LastOutput < 200, $"{_slurm.Shell.LastOutput} bytes");
    }

    [LinuxFact]
    public async Task List_JobsOfOthersAndForgeries_AreLeftOut()
    {
        _slurm.Set("squeue", string.Join('\n',
            Queued("1", "reeve-o-1"),
            Queued("2", "reeve-other"),
            Queued("3", "x\n9~00000000~reeve-o-9~00000000~RUNNING"),
            Queued("4", "reeve-o-4", array: "1-10"),
            Queued("5", "reeve-o-5", het: "5"),
            Queued("6", "reeve-o-6", comment: "two\nlines"),
            "echo 'slurmctld says hello'"));

        var jobs = await _slurm.Controller.ListAsync(Ours, CancellationToken.None);

        Assert.Equal([1], jobs.Select(job => job.Id));
    }

    [LinuxFact]
    public async Task List_ControllerAway_IsTransient()
    {
        _slurm.Set("squeue", Queued("1", "reeve-o-1") + "\necho 'slurm_load_jobs error: Unable to contact slurm controller (connect failure)' >&2; exit 1");

        var exception = await Assert.ThrowsAsync<ProviderException>(() => _slurm.Controller.ListAsync(Ours, CancellationToken.None));

        Assert.Equal(ErrorReason.Transient, exception.Reason);
    }

    [LinuxFact]
    public async Task List_History_GivesTheLastRunAndWhoCancelled()
    {
        _slurm.Set("sacct", string.Join('\n',
            Ended("7", "reeve-o-7", "NODE_FAIL", "100", "0:0"),
            Ended("7", "reeve-o-7", "CANCELLED by 0", "200", "0:15"),
            Ended("8", "reeve-o-8", "CANCELLED by 1000", "200", "0:0"),
            Ended("9_1", "reeve-o-9", "FAILED", "200", "1:0"),
            Ended("10", "reeve-o-10", "OUT_OF_MEMORY", "200", "0:125")));

        var jobs = await _slurm.Controller.ListAsync(Ours with { IncludeQueue = false, IncludeHistory = true }, CancellationToken.None);

        Assert.Equal([(7, JobState.Cancelled, 1, true), (8, JobState.Cancelled, 0, false), (10, JobState.OutOfMemory, 0, (bool?)null)],
            jobs.Select(job => (job.Id, job.State, job.Requeues, job.CancelledByOther)));
        Assert.Equal(125, jobs[2].Signal);
    }

    [LinuxFact]
    public async Task List_NoAccounting_IsTheQueueAlone()
    {
        _slurm.Set("squeue", Queued("1", "reeve-o-1"));
        _slurm.Set("sacct", "echo 'Slurm accounting storage is disabled' >&2; exit 1");

        Assert.Single(await _slurm.Controller.ListAsync(Ours with { IncludeHistory = true }, CancellationToken.None));
    }

    [LinuxFact]
    public async Task List_AccountingAway_IsTransient()
    {
        _slurm.Set("squeue", Queued("1", "reeve-o-1"));
        _slurm.Set("sacct", "echo 'sacct: error: Problem talking to the database: Connection refused' >&2; exit 1");

        var exception = await Assert.ThrowsAsync<ProviderException>(() => _slurm.Controller.ListAsync(Ours with { IncludeHistory = true }, CancellationToken.None));
        Assert.Equal(ErrorReason.Transient, exception.Reason);
    }

    [LinuxFact]
    public async Task Signal_JobsThatAreOver_AreNoFailure()
    {
        _slurm.Set("scancel", "printf '%s\\n' \"$*\" > $here/arguments; echo 'scancel: error: Kill job error on job id 1: Invalid job id specified' >&2; exit 1");

        await _slurm.Controller.SignalAsync([1, 2], "TERM", CancellationToken.None);

        Assert.Equal("--batch --signal=TERM 1 2\n", File.ReadAllText(_slurm.File("arguments")));
    }

    [LinuxFact]
    public async Task Signal_NotOurJob_IsDenied()
    {
        _slurm.Set("scancel", "echo 'scancel: error: Kill job error on job id 1: Access/permission denied' >&2; exit 210");

        var exception = await Assert.ThrowsAsync<ProviderException>(() => _slurm.Controller.SignalAsync([1], null, CancellationToken.None));
        Assert.Equal(ErrorReason.Denied, exception.Reason);
    }

    [LinuxFact]
    public async Task DescribePartition_EqualAndUnequalNodes_AreAddedUp()
    {
        _slurm.Set("scontrol", "echo 'ClusterName             = lucy'");
        _slurm.Set("sinfo", """
            [ "$1" = -V ] && { echo 'slurm-wlm 22.05.8'; exit; }

            """ + string.Join('\n',
                FakeSlurm.Line("main*", "up", "2-12:00:00", "1", "idle", "8", "1024", "10", "gpu:a100:4(S:0,1)", "ib,avx", "none"),
                FakeSlurm.Line("main*", "up", "2-12:00:00", "1", "idle", "8", "1024", "10", "gpu:a100:4(S:0,1)", "ib,avx", "none"),
                FakeSlurm.Line("main*", "up", "2-12:00:00", "1", "idle+drain", "16", "2048", "0", "(null)", "(null)", "fan broken"),
                FakeSlurm.Line("short", "up", "1:00", "1", "idle", "8", "1024", "10", "(null)", "(null)", "none")));

        var main = await _slurm.Controller.DescribePartitionAsync(null, CancellationToken.None);

        Assert.Equal(("main", true, 32L, 4096L << 20, 3, 2, "22.05.8", "lucy"), (main.Name, main.IsAvailable, main.Cpus, main.MemoryBytes, main.NodeCount, main.AvailableNodeCount, main.Version, main.Cluster));
        Assert.Equal(new TimeSpan(2, 12, 0, 0), main.MaxTime);
        Assert.Equal(["avx", "ib"], main.Features);
        Assert.Equal(8, main.GenericResources["gpu"]);
        Assert.Equal(8, main.GenericResources["gpu:a100"]);
        Assert.Equal(TimeSpan.FromMinutes(1), (await _slurm.Controller.DescribePartitionAsync("short", CancellationToken.None)).MaxTime);
        await Assert.ThrowsAsync<ProviderException>(() => _slurm.Controller.DescribePartitionAsync("none", CancellationToken.None));
    }

    private static JobSubmission Job(string name) => new() { Name = name, Comment = "c", Directory = "/d", Script = "#!/bin/bash\n", ScriptPath = "/d/job.sh", OutputPath = "/d/%o" };

    private static string Queued(string id, string name, string array = "N/A", string het = "N/A", string comment = "reeve/1") =>
        FakeSlurm.Line(id, name, "RUNNING", "0", "1795261505", "1795261505", "1795265105", "node1", "None", "hpc", "main", comment, "0", "node1", array, het);

    private static string Ended(string id, string name, string state, string submit, string exit) =>
        FakeSlurm.Line(id, name, state, exit, submit, "300", "400", "node1", "None", "hpc", "main", "reeve/1", "1000");
}
