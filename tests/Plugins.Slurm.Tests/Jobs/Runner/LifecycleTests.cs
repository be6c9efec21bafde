using Reeve.Kubernetes;
using Reeve.Testing;
using Reeve.Workloads;
using Xunit;

namespace Reeve.Plugins.Slurm.Tests.Jobs.Runner;

// In commands of a manifest two dollars are one: VariableExpansion.
public sealed class LifecycleTests
{
    [LinuxFact]
    public async Task Run_TwoContainers_ReportsEachAndEndsWithTheHighestCode()
    {
        using var run = new JobRun(PodSketch.Resolve(PodSketch.Once(
            PodSketch.Shell("good", "echo out; echo err >&2"), PodSketch.Shell("bad", "exit 3"))));
        run.Start();

        Assert.Equal(3, await run.EndAsync());
        Assert.Equal(("Completed", 0, ContainerRunState.Terminated), (run.Container("good").Reason, run.Container("good").ExitCode, run.Container("good").State));
        Assert.Equal(("Error", 3), (run.Container("bad").Reason, run.Container("bad").ExitCode));
        Assert.Equal(("out\n", "err\n"), (run.Log("good"), run.Log("good", stream: "err")));
        Assert.True(run.Progress!.HasEnded);
        Assert.NotEmpty(run.Progress.Addresses);
        Assert.True(run.Container("good").StartedAt <= run.Container("good").FinishedAt);
    }

    [LinuxFact]
    public async Task Run_InitContainersAndSidecar_GoInOrderAndTheSidecarEndsLast()
    {
        var spec = PodSketch.Once(PodSketch.Shell("main", "cat \"$REEVE_MOUNT_DATA\"/steps; sleep 0.3; echo main >> \"$REEVE_MOUNT_DATA\"/steps") with { VolumeMounts = [Mount] }) with
        {
            InitContainers =
            [
                PodSketch.Shell("first", "echo first > \"$REEVE_MOUNT_DATA\"/steps") with { VolumeMounts = [Mount] },
                PodSketch.Shell("beside", "trap 'cat \"$REEVE_MOUNT_DATA\"/steps; exit 0' TERM; echo beside >> \"$REEVE_MOUNT_DATA\"/steps; while :; do sleep 0.05; done") with
                {
                    VolumeMounts = [Mount], RestartPolicy = RestartPolicies.Always,
                    StartupProbe = new Probe { Exec = new ExecAction { Command = ["/bin/sh", "-c", "grep -q beside \"$REEVE_MOUNT_DATA\"/steps"] }, PeriodSeconds = 1 },
                },
                PodSketch.Shell("second", "echo second >> \"$REEVE_MOUNT_DATA\"/steps") with { VolumeMounts = [Mount] },
            ],
        };
        using var run = await JobRun.CompleteAsync(PodSketch.Resolve(spec, volumes: [new EmptyDirVolume { Name = "data" }]));

        Assert.Equal("first\nbeside\nsecond\n", run.Log("main"));
        Assert.Equal("first\nbeside\nsecond\nmain\n", run.Log("beside"));
        Assert.All(run.Progress!.Containers, container => Assert.Equal(0, container.ExitCode));
    }

    [LinuxFact]
    public async Task Run_InitContainerFails_NothingElseStarts()
    {
        var spec = PodSketch.Once(PodSketch.Shell("main", "echo never")) with { InitContainers = [PodSketch.Shell("init", "exit 9")] };
        using var run = await JobRun.CompleteAsync(PodSketch.Resolve(spec));

        Assert.Equal(9, run.Container("init").ExitCode);
        Assert.Equal(ContainerRunState.Waiting, run.Container("main").State);
        Assert.Equal("", run.Log("main"));
    }

    [LinuxFact]
    public async Task Run_OnFailure_StartsAgainUntilItSucceeds()
    {
        var script = "n=$(cat \"$REEVE_MOUNT_DATA\"/n 2>/dev/null || echo 0); n=$((n+1)); echo $n > \"$REEVE_MOUNT_DATA\"/n; echo run $n; [ $n -ge 3 ] || exit $n";
        var spec = new PodSpec { RestartPolicy = RestartPolicies.OnFailure, Containers = [PodSketch.Shell("c", script) with { VolumeMounts = [Mount] }] };
        using var run = await JobRun.CompleteAsync(PodSketch.Resolve(spec, volumes: [new EmptyDirVolume { Name = "data" }]));

        Assert.Equal((2, 0, 2), (run.Container("c").Attempt, run.Container("c").ExitCode, run.Container("c").Last!.ExitCode));
        // Of the last two runs the logs are kept.
        Assert.Equal(["", "run 2\n", "run 3\n"], [run.Log("c", 0), run.Log("c", 1), run.Log("c", 2)]);
    }

    [LinuxFact]
    public async Task Run_ContainerRules_RestartThatCodeAlone()
    {
        var script = "[ -e \"$REEVE_MOUNT_DATA\"/once ] && exit 8; touch \"$REEVE_MOUNT_DATA\"/once; exit 42";
        var container = PodSketch.Shell("c", script) with
        {
            VolumeMounts = [Mount],
            RestartPolicy = RestartPolicies.Never,
            RestartPolicyRules = [new ContainerRestartRule { Action = "Restart", ExitCodes = new ContainerRestartRuleOnExitCodes { Operator = "In", Values = [41, 42] } }],
        };
        using var run = await JobRun.CompleteAsync(PodSketch.Resolve(PodSketch.Once(container), volumes: [new EmptyDirVolume { Name = "data" }]));

        Assert.Equal((1, 8, 42), (run.Container("c").Attempt, run.Container("c").ExitCode, run.Container("c").Last!.ExitCode));
    }

    [LinuxFact]
    public async Task Run_ProgramIsMissing_ReportsItsCode()
    {
        using var run = await JobRun.CompleteAsync(PodSketch.Resolve(PodSketch.Once(new Container { Name = "c", Command = ["/no/such/program"] })));

        Assert.Equal(("Error", 127), (run.Container("c").Reason, run.Container("c").ExitCode));
    }

    [LinuxFact]
    public async Task Run_KilledBySignal_Reports128AndTheSignal()
    {
        using var run = await JobRun.CompleteAsync(PodSketch.Resolve(PodSketch.Once(PodSketch.Shell("c", "kill -KILL $$$$"))));

        Assert.Equal(137, run.Container("c").ExitCode);
    }

    [LinuxFact]
    public async Task Run_DaemonOfAContainer_IsGoneWithIt()
    {
        var script = "(setsid sh -c 'echo $$$$ > \"$REEVE_MOUNT_DATA\"/pid; exec sleep 600' &) ; while [ ! -s \"$REEVE_MOUNT_DATA\"/pid ]; do sleep 0.02; done";
        using var run = await JobRun.CompleteAsync(PodSketch.Resolve(
            PodSketch.Once(PodSketch.Shell("c", script) with { VolumeMounts = [Mount] }), volumes: [new EmptyDirVolume { Name = "data" }]));

        var pid = File.ReadAllText(run.Path("volumes/data/pid")).Trim();
        Assert.Matches("^[0-9]+$", pid);
        await Eventually.TrueAsync(() => !ProcessLife.IsAlive(pid), "the daemon is gone");
    }

    [LinuxFact]
    public async Task Run_TerminationMessages_AreReadFromFileAndLogs()
    {
        using var run = await JobRun.CompleteAsync(PodSketch.Resolve(PodSketch.Once(
            PodSketch.Shell("file", "printf 'last \"words\"\\nü' > \"$REEVE_TERMINATION_LOG\""),
            PodSketch.Shell("log", "echo from the log; exit 1") with { TerminationMessagePolicy = TerminationMessagePolicies.FallbackToLogsOnError })));

        Assert.Equal("last \"words\"\nü", run.Container("file").Message);
        Assert.Equal("from the log\n", run.Container("log").Message);
    }

    [LinuxFact]
    public async Task Run_LogIndex_TellsSizesInOrder()
    {
        using var run = await JobRun.CompleteAsync(PodSketch.Resolve(PodSketch.Once(PodSketch.Shell("c", "echo one; sleep 1.2; echo two; echo error >&2"))));

        var lines = File.ReadAllLines(run.Path("logs/c/0.idx")).Select(line => line.Split(' ').Select(long.Parse).ToArray()).ToList();
        Assert.All(lines, line => Assert.Equal(3, line.Length));
        Assert.Equal([8, 6], lines[^1][1..]);
        Assert.Equal(lines.OrderBy(line => line[0]).ThenBy(line => line[1]), lines);
    }

    private static VolumeMount Mount => new() { Name = "data", MountPath = "/data" };
}
