using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Jobs;
using Reeve.Testing;
using Reeve.Workloads;
using Xunit;

namespace Reeve.Plugins.Slurm.Tests.Jobs.Runner;

public sealed class StoppingTests
{
    private const string Patient = "trap 'echo bye; exit 5' TERM; echo up; while :; do sleep 0.05; done";
    private const string Deaf = "trap '' TERM; echo up; while :; do sleep 0.05; done";

    [LinuxFact]
    public async Task Stop_BySignalOfSlurm_GivesContainersTheirGrace()
    {
        using var run = new JobRun(PodSketch.Resolve(PodSketch.Once(PodSketch.Shell("c", Patient))));
        run.Start();
        await Eventually.TrueAsync(() => run.Log("c") == "up\n", "it runs");
        await run.SignalAsync("TERM");
        await run.EndAsync();

        Assert.Equal(("up\nbye\n", 5), (run.Log("c"), run.Container("c").ExitCode));
        Assert.True(run.Progress!.IsInterrupted);
    }

    [LinuxTheory]
    [InlineData(60, "DeadlineExceeded")]
    [InlineData(86_400, null)]
    public async Task Stop_BySignalNearTheTimeLimit_SaysSo(int secondsLeft, string? reason)
    {
        var end = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + secondsLeft);
        using var run = new JobRun(PodSketch.Resolve(PodSketch.Once(PodSketch.Shell("c", Patient))));
        run.Start(end: end);
        await Eventually.TrueAsync(() => run.Log("c") == "up\n", "it runs");
        await run.SignalAsync("TERM");
        await run.EndAsync();

        Assert.Equal((reason, 5), (run.Progress!.Failure?.Reason, run.Container("c").ExitCode));
    }

    [LinuxFact]
    public async Task Stop_ByFileWithNoTime_KillsAtOnce()
    {
        using var run = new JobRun(PodSketch.Resolve(PodSketch.Once(PodSketch.Shell("c", Deaf)) with { TerminationGracePeriodSeconds = 3600 }));
        run.Start();
        await Eventually.TrueAsync(() => run.Log("c") == "up\n", "it runs");
        await run.SignalAsync("TERM");
        await File.WriteAllTextAsync(run.Path(PodLayout.Stop), "0\n");
        await run.SignalAsync(PodLayout.StopSignal);
        await run.EndAsync();

        Assert.Equal(137, run.Container("c").ExitCode);
        Assert.False(run.Progress!.IsInterrupted);
    }

    [LinuxFact]
    public async Task Stop_PreStopHook_RunsBeforeTheSignal()
    {
        var container = PodSketch.Shell("c", "trap 'cat \"$REEVE_MOUNT_DATA\"/hook; exit 0' TERM; echo up; while :; do sleep 0.05; done") with
        {
            VolumeMounts = [new VolumeMount { Name = "data", MountPath = "/data" }],
            Lifecycle = new Lifecycle { PreStop = new LifecycleHandler { Exec = new ExecAction { Command = ["/bin/sh", "-c", "echo hook > \"$REEVE_MOUNT_DATA\"/hook"] } } },
        };
        using var run = new JobRun(PodSketch.Resolve(PodSketch.Once(container), volumes: [new EmptyDirVolume { Name = "data" }]));
        run.Start();
        await Eventually.TrueAsync(() => run.Log("c") == "up\n", "it runs");
        await run.SignalAsync("TERM");
        await run.EndAsync();

        Assert.Equal("up\nhook\n", run.Log("c"));
    }

    [LinuxFact]
    public async Task Deadline_OfThePod_EndsItAsFailed()
    {
        using var run = await JobRun.CompleteAsync(PodSketch.Resolve(PodSketch.Once(PodSketch.Shell("c", Patient)) with { ActiveDeadlineSeconds = 1 }));

        Assert.Equal("DeadlineExceeded", run.Progress!.Failure!.Reason);
        Assert.Equal(5, run.Container("c").ExitCode);
    }

    [LinuxFact]
    public async Task PostStartHook_ThatFails_EndsTheContainer()
    {
        var container = PodSketch.Shell("c", Patient) with
        {
            Lifecycle = new Lifecycle { PostStart = new LifecycleHandler { Exec = new ExecAction { Command = ["/bin/sh", "-c", "sleep 0.5; echo no; exit 1"] } } },
        };
        using var run = await JobRun.CompleteAsync(PodSketch.Resolve(PodSketch.Once(container)));

        Assert.Equal(5, run.Container("c").ExitCode);
        Assert.Contains(run.Progress!.Events, item => item.Event.Reason == "FailedPostStartHook" && item.Event.Message.Contains("no", StringComparison.Ordinal));
    }

    [LinuxFact]
    public async Task Claim_ByAnotherJob_EndsTheSecondAtOnce()
    {
        using var run = new JobRun(PodSketch.Resolve(PodSketch.Once(PodSketch.Shell("c", "echo once"))));
        run.Start(job: 7);
        await run.EndAsync();
        var status = await File.ReadAllBytesAsync(run.Path("status"));
        run.Start(job: 8);

        Assert.Equal(0, await run.EndAsync());
        Assert.Equal(status, await File.ReadAllBytesAsync(run.Path("status")));
        Assert.Equal("once\n", run.Log("c"));
    }

    [LinuxFact]
    public async Task Claim_BySameNumberGivenAnewAfterTheEnd_EndsAtOnce()
    {
        using var run = new JobRun(PodSketch.Resolve(PodSketch.Once(PodSketch.Shell("c", "echo once; exit 4"))));
        run.Start();
        await run.EndAsync();
        var status = await File.ReadAllBytesAsync(run.Path("status"));
        run.Start();

        Assert.Equal(0, await run.EndAsync());
        Assert.Equal(status, await File.ReadAllBytesAsync(run.Path("status")));
        Assert.Equal(("once\n", ""), (run.Log("c"), run.Log("c", 1)));
    }

    [LinuxFact]
    public async Task Claim_BySameNumberGivenAnewBeforeTheEnd_IsANewAttempt()
    {
        using var run = new JobRun(PodSketch.Resolve(PodSketch.Once(PodSketch.Shell("c", "[ -e \"$REEVE_MOUNT_DATA\"/go ] || exec sleep 600; exit 3") with
        {
            VolumeMounts = [new VolumeMount { Name = "data", MountPath = "/data" }],
        }), volumes: [new EmptyDirVolume { Name = "data" }]));
        run.Start();
        await run.UntilAsync(progress => progress.Containers[0].State == ContainerRunState.Running, "it runs");
        run.Kill();
        await File.WriteAllTextAsync(run.Path("volumes/data/go"), "");
        run.Start();
        await run.EndAsync();

        Assert.Equal((1, 3, 137), (run.Container("c").Attempt, run.Container("c").ExitCode, run.Container("c").Last!.ExitCode));
    }

    [LinuxFact]
    public async Task Claim_BySameJobRequeued_IsANewAttempt()
    {
        using var run = new JobRun(PodSketch.Resolve(PodSketch.Once(PodSketch.Shell("c", "echo run $SLURM_RESTART_COUNT; exit $((4 - SLURM_RESTART_COUNT))"))));
        run.Start();
        await run.EndAsync();
        run.Start(requeues: 1);
        await run.EndAsync();

        Assert.Equal((1, 3, 4), (run.Container("c").Attempt, run.Container("c").ExitCode, run.Container("c").Last!.ExitCode));
        Assert.Equal((1, "run 0\n", "run 1\n"), (run.Progress!.Requeues, run.Log("c", 0), run.Log("c", 1)));
    }

    [LinuxFact]
    public async Task Volumes_HostPathOfTheWrongType_FailsThePod()
    {
        var options = new ContainerOptions { Runtime = "none", HostPaths = [new PathMapping { Path = "/etc" }] };
        var container = PodSketch.Shell("c", "true") with { VolumeMounts = [new VolumeMount { Name = "v", MountPath = "/v" }] };
        using var run = await JobRun.CompleteAsync(
            PodSketch.Resolve(PodSketch.Once(container), volumes: [new HostPathVolume { Name = "v", Path = "/etc/no-such-place", Type = "Directory" }]), options);

        Assert.Equal("FailedMount", run.Progress!.Failure!.Reason);
        Assert.Equal(ContainerRunState.Waiting, run.Container("c").State);
    }
}
