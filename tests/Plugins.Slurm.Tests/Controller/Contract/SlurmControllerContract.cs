using Reeve.Plugins.Slurm.Controller;
using Reeve.Plugins.Slurm.Tests.Controller.Commands;
using Reeve.Testing;
using Reeve.Testing.Slurm;
using Xunit;

namespace Reeve.Plugins.Slurm.Tests.Controller.Contract;

/// <summary>What every transport has to do, with a real Slurm. Each test has names of its own, so that they share a cluster.</summary>
public abstract class SlurmControllerContract : IAsyncLifetime
{
    private readonly string _prefix = $"reeve-{Guid.NewGuid():N}-";
    private readonly DateTimeOffset _begin = TimeProvider.System.GetUtcNow();
    private readonly List<long> _jobs = [];
    private SlurmCluster _cluster = null!;
    private ISlurmController _controller = null!;

    private JobQuery Queue => new() { NamePrefix = _prefix, Since = _begin, IncludeHistory = false };

    private JobQuery History => new() { NamePrefix = _prefix, Since = _begin, IncludeQueue = false, Jobs = _jobs };

    /// <summary>Whether the accounting's exit codes arrive: slurmdb of v0.0.38 gives 0 for every code.</summary>
    protected virtual bool HasExitCodesInHistory => true;

    /// <summary>Makes the controller for the cluster's first user.</summary>
    private protected abstract Task<ISlurmController> CreateAsync(SlurmCluster cluster, ProcessShell shell, string token);

    public async Task InitializeAsync()
    {
        if (Components.Missing(Component.Slurm) is not null)
        {
            return;
        }

        _cluster = await SlurmCluster.SharedAsync();
        var shell = new ProcessShell("runuser", "-u", _cluster.Login.User, "--", "env", "HOME=/", $"SLURM_CONF={_cluster.ConfigurationFile}");
        _controller = await CreateAsync(_cluster, shell, await _cluster.TokenAsync(_cluster.Login.User, TimeSpan.FromHours(1)));
    }

    public async Task DisposeAsync()
    {
        if (_jobs.Count > 0)
        {
            await _controller.SignalAsync(_jobs, null, CancellationToken.None);
        }

        (_controller as IDisposable)?.Dispose();
    }

    [RequiresFact(Component.Slurm)]
    public async Task Submit_GoodAndBad_EachHasItsAnswer()
    {
        var answers = await _controller.SubmitAsync(
            [Job("a", "true"), Job("b", "true", ("partition", "nope")), Job("c", "true", ("time", "1:00:00"), ("partition", "short")), Job("d", "true", ("constraint", "nope"))], CancellationToken.None);

        Assert.NotNull(answers[0].JobId);
        Assert.Equal(ErrorReason.Invalid, answers[1].Refusal!.Reason);
        Assert.Contains("Invalid partition name", answers[1].Refusal!.Message, StringComparison.Ordinal);
        Assert.True(answers[2].JobId is not null || answers[2].Refusal!.Reason == ErrorReason.Invalid);
        Assert.Equal(ErrorReason.Invalid, answers[3].Refusal!.Reason);
    }

    [RequiresFact(Component.Slurm)]
    public async Task Job_FromQueueToHistory_IsDescribed()
    {
        await SubmitAsync(Job("good", "exit 0"), Job("bad", "exit 3"), Job("killed", "kill -9 $$"), Job("held", "true", ("hold", null)));

        await Eventually.TrueAsync(async () => (await _controller.ListAsync(Queue, CancellationToken.None)).Count(job => JobStates.IsEnded(job.State)) == 3, "three jobs end");
        var queue = (await _controller.ListAsync(Queue, CancellationToken.None)).ToDictionary(job => job.Id);
        var (good, bad, killed, held) = (queue[_jobs[0]], queue[_jobs[1]], queue[_jobs[2]], queue[_jobs[3]]);
        Assert.Equal((JobState.Completed, 0, 0), (good.State, good.ExitCode, good.Signal));
        Assert.Equal((JobState.Failed, 3, 0), (bad.State, bad.ExitCode, bad.Signal));
        Assert.Equal((JobState.Failed, 9), (killed.State, killed.Signal));
        Assert.Equal((JobState.Pending, "JobHeldUser"), (held.State, held.Reason));
        Assert.Equal((_prefix + "good", "reeve/1 test", _cluster.Login.User, "main"), (good.Name, good.Comment, good.User, good.Partition));
        Assert.StartsWith("node", good.BatchNode, StringComparison.Ordinal);
        Assert.True(good.SubmittedAt >= _begin.AddSeconds(-2) && good.StartedAt >= good.SubmittedAt && good.EndedAt >= good.StartedAt);

        await Eventually.TrueAsync(async () => (await _controller.ListAsync(History, CancellationToken.None)).Count(job => JobStates.IsEnded(job.State)) == 3, "the accounting knows");
        var history = (await _controller.ListAsync(History, CancellationToken.None)).ToDictionary(job => job.Id);
        Assert.Equal((JobState.Failed, HasExitCodesInHistory ? 3 : 0, "reeve/1 test"), (history[bad.Id].State, history[bad.Id].ExitCode, history[bad.Id].Comment));
        Assert.Equal((JobState.Failed, 9), (history[killed.Id].State, history[killed.Id].Signal));
        Assert.Contains(await _controller.ListAsync(Queue with { IncludeHistory = true }, CancellationToken.None), job => job.Id == held.Id);
    }

    [RequiresFact(Component.Slurm)]
    public async Task Signal_RunningScript_GetsIt()
    {
        await SubmitAsync(Job("trap", "trap 'exit 7' USR1; touch $1; while :; do sleep 0.1; done"));
        await Eventually.TrueAsync(() => File.Exists(PathOf("trap") + ".out"), "the script is ready for the signal");
        var id = _jobs[0];

        await Eventually.TrueAsync(
            async () =>
            {
                await _controller.SignalAsync([id, 999_999], "USR1", CancellationToken.None);
                return (await _controller.ListAsync(Queue, CancellationToken.None)).Single().State == JobState.Failed;
            }, "the script ends by the signal");

        Assert.Equal(7, (await _controller.ListAsync(Queue, CancellationToken.None)).Single().ExitCode);
    }

    [RequiresFact(Component.Slurm)]
    public async Task Cancel_ByUserAndByAdministrator_IsToldApart()
    {
        await SubmitAsync(Job("mine", "sleep 600"), Job("root", "sleep 600"));
        await RunningAsync();

        await _controller.SignalAsync([_jobs[0], 999_999], null, CancellationToken.None);
        await _cluster.RunAsync("scancel", $"{_jobs[1]}");

        await Eventually.TrueAsync(async () => (await _controller.ListAsync(History, CancellationToken.None)).Count(job => job.State == JobState.Cancelled && job.CancelledByOther is not null) == 2, "both are cancelled");
        var jobs = (await _controller.ListAsync(History, CancellationToken.None)).ToDictionary(job => job.Id);
        Assert.Equal((false, true), (jobs[_jobs[0]].CancelledByOther, jobs[_jobs[1]].CancelledByOther));
        await _controller.SignalAsync([.. _jobs], null, CancellationToken.None);
    }

    [RequiresFact(Component.Slurm)]
    public async Task Requeue_IsANewRunOfTheSameJob()
    {
        await SubmitAsync(Job("again", "sleep 600", ("requeue", null)));
        await RunningAsync();

        await _cluster.RunAsync("scontrol", "requeue", $"{_jobs[0]}");

        await Eventually.TrueAsync(async () => (await _controller.ListAsync(Queue, CancellationToken.None)).Single().Requeues == 1, "it was requeued");
        var job = (await _controller.ListAsync(Queue with { IncludeHistory = true, Jobs = _jobs }, CancellationToken.None)).Single();
        Assert.False(JobStates.IsEnded(job.State), job.ToString());
    }

    [RequiresFact(Component.Slurm)]
    public async Task SetTimeLimit_LessIsAllowedMoreIsNot()
    {
        await SubmitAsync(Job("limit", "sleep 600"));
        await RunningAsync();
        var id = _jobs[0];

        await _controller.SetTimeLimitAsync(id, TimeSpan.FromSeconds(601), CancellationToken.None);

        Assert.Contains("TimeLimit=00:11:00", await _cluster.RunAsync("scontrol", "show", "job", $"{id}"), StringComparison.Ordinal);
        var denied = await Assert.ThrowsAsync<ProviderException>(() => _controller.SetTimeLimitAsync(id, TimeSpan.FromHours(5), CancellationToken.None));
        Assert.Equal(ErrorReason.Denied, denied.Reason);
        var missing = await Assert.ThrowsAsync<ProviderException>(() => _controller.SetTimeLimitAsync(999_999, TimeSpan.FromHours(1), CancellationToken.None));
        Assert.Equal(ErrorReason.NotFound, missing.Reason);
    }

    [RequiresFact(Component.Slurm)]
    public async Task Options_ReachTheJob()
    {
        await SubmitAsync(Job("options", "sleep 600", ("cpus-per-task", "2"), ("mem", "100M"), ("time", "30:00"), ("gres", "gpu:1"), ("account", "otheracct"), ("nodes", "1"), ("no-requeue", null), ("nice", "3"), ("hold", null)));

        var text = await _cluster.RunAsync("scontrol", "-o", "show", "job", $"{_jobs[0]}");

        foreach (var part in (string[])["CPUs/Task=2", "MinMemoryNode=100M", "TimeLimit=00:30:00", "gres:gpu:1", "Account=otheracct", "Requeue=0", "Nice=3", "WorkDir=/tmp", "Comment=reeve/1 test"])
        {
            Assert.Contains(part, text, StringComparison.Ordinal);
        }
    }

    [RequiresFact(Component.Slurm)]
    public async Task Account_OfOthers_IsRefused()
    {
        var answer = Assert.Single(await _controller.SubmitAsync([Job("closed", "true", ("account", "closedacct"))], CancellationToken.None));

        Assert.True(answer.Refusal is { Reason: ErrorReason.Denied }, $"{answer.JobId} {answer.Refusal?.Message}");
    }

    [RequiresFact(Component.Slurm)]
    public async Task DescribePartition_SaysWhatItsNodesHave()
    {
        var main = await _controller.DescribePartitionAsync(null, CancellationToken.None);

        Assert.Equal(("main", true, 16L, 16384L << 20, 2, 4L), (main.Name, main.IsAvailable, main.Cpus, main.MemoryBytes, main.NodeCount, main.GenericResources["gpu"]));
        Assert.Matches(@"^\d+\.\d+\.\d+", main.Version);
        Assert.Null(main.MaxTime);
        Assert.Equal(TimeSpan.FromMinutes(1), (await _controller.DescribePartitionAsync("short", CancellationToken.None)).MaxTime);
        var missing = await Assert.ThrowsAsync<ProviderException>(() => _controller.DescribePartitionAsync("nope", CancellationToken.None));
        Assert.Equal(ErrorReason.NotFound, missing.Reason);
    }

    private JobSubmission Job(string name, string script, params (string Name, string? Value)[] options) => new()
    {
        Name = _prefix + name,
        Comment = "reeve/1 test",
        Directory = "/tmp",
        Script = ScriptText(name, script),
        ScriptPath = ScriptFile(name, script),
        OutputPath = "/dev/null",
        Options = [.. options.Select(option => new JobOption { Name = option.Name, Value = option.Value })],
    };

    private string PathOf(string name) => Path.Combine(_cluster.Login.SharedDirectory, _prefix + name);

    // $1 is a file of its own that it may write.
    private string ScriptText(string name, string script) => $"#!/bin/bash\nset -- {PathOf(name)}.out\n{script}\n";

    private string ScriptFile(string name, string script)
    {
        var path = PathOf(name);
        File.WriteAllText(path, ScriptText(name, script));
        File.SetUnixFileMode(path, (UnixFileMode)0x1ED);
        return path;
    }

    private async Task SubmitAsync(params JobSubmission[] jobs)
    {
        foreach (var answer in await _controller.SubmitAsync(jobs, CancellationToken.None))
        {
            _jobs.Add(answer.JobId ?? throw answer.Refusal!);
        }
    }

    private Task RunningAsync() => Eventually.TrueAsync(
        async () => (await _controller.ListAsync(Queue, CancellationToken.None)).Count(job => job.State == JobState.Running) == _jobs.Count, "the jobs run");
}
