using Reeve.Plugins.Process.Processes;
using Reeve.Testing;

namespace Reeve.Plugins.Process.Tests.Supervision;

public sealed class StopTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    [LinuxFact]
    public async Task Stop_ProgramObeys_EndsWithItsExitCode()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("trap 'exit 3' TERM; echo ready; while :; do sleep 0.01; done");
        await harness.StartAsync(launch);
        await harness.WrittenAsync(launch, "ready");

        await harness.Driver.StopContainerAsync(harness.IdOf(launch), null, Grace, CancellationToken.None);

        Assert.Equal(3, (await harness.EndAsync(launch)).ExitCode);
    }

    [LinuxFact]
    public async Task Stop_OtherSignal_IsSentToTheMainProcessOnly()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell(
            "sh -c 'trap \"echo child\" USR2; echo ready; while :; do sleep 0.01; done' & trap 'echo main; exit 4' USR2; while :; do sleep 0.01; done");
        await harness.StartAsync(launch);
        await harness.WrittenAsync(launch, "ready");

        await harness.Driver.StopContainerAsync(harness.IdOf(launch), "SIGUSR2", Grace, CancellationToken.None);

        Assert.Equal(4, (await harness.EndAsync(launch)).ExitCode);
        Assert.Equal("ready\nmain\n", harness.Output(launch));
    }

    [LinuxFact]
    public async Task Stop_ProgramIgnoresTheSignal_IsKilledAfterTheGracePeriod()
    {
        var time = new ManualTimeProvider();
        await using var harness = await DriverHarness.StartAsync(time: time);
        var launch = TestLaunch.Shell("trap 'echo asked' TERM; echo ready; while :; do sleep 0.01; done");
        await harness.StartAsync(launch);
        await harness.WrittenAsync(launch, "ready");

        var stop = harness.Driver.StopContainerAsync(harness.IdOf(launch), null, Grace, CancellationToken.None);
        await harness.WrittenAsync(launch, "asked");
        time.Advance(Grace - TimeSpan.FromTicks(1));
        Assert.False(stop.IsCompleted);
        time.Advance(TimeSpan.FromTicks(1));
        await stop;

        Assert.Equal((137, 9), ((await harness.EndAsync(launch)).ExitCode, (await harness.EndAsync(launch)).Signal));
    }

    [LinuxFact]
    public async Task Stop_AgainWithAShorterPeriod_TheShorterCountsForBoth()
    {
        var time = new ManualTimeProvider();
        await using var harness = await DriverHarness.StartAsync(time: time);
        var launch = TestLaunch.Shell("trap '' TERM; echo ready; while :; do sleep 0.01; done");
        await harness.StartAsync(launch);
        await harness.WrittenAsync(launch, "ready");
        var id = harness.IdOf(launch);

        var first = harness.Driver.StopContainerAsync(id, null, Grace, CancellationToken.None);
        var second = harness.Driver.StopContainerAsync(id, null, TimeSpan.FromSeconds(2), CancellationToken.None);
        var third = harness.Driver.StopContainerAsync(id, null, TimeSpan.FromHours(1), CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(2));

        await Task.WhenAll(first, second, third);
        Assert.Equal(0, time.ActiveTimers);
    }

    [LinuxFact]
    public async Task Stop_Cancelled_KillsAllTheSame()
    {
        var time = new ManualTimeProvider();
        await using var harness = await DriverHarness.StartAsync(time: time);
        var launch = TestLaunch.Shell("trap '' TERM; echo ready; while :; do sleep 0.01; done");
        await harness.StartAsync(launch);
        await harness.WrittenAsync(launch, "ready");
        using var cancelled = new CancellationTokenSource();

        var stop = harness.Driver.StopContainerAsync(harness.IdOf(launch), null, Grace, cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stop);
        time.Advance(Grace);

        Assert.Equal(9, (await harness.EndAsync(launch)).Signal);
    }

    [LinuxFact]
    public async Task MainEnds_DoubleForkedDaemonInItsOwnSession_IsKilled()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell(
            "(setsid sh -c 'sh -c \"trap : TERM HUP INT; echo $$ > pid; while :; do sleep 0.01; done\" & exit 0' &) ; while ! [ -s pid ]; do sleep 0.01; done; exit 5") with
        {
            WorkingDirectory = null,
        };
        var directory = Directory.CreateDirectory(Path.Combine(harness.Root, "cwd")).FullName;

        var ended = await harness.RunAsync(launch with { WorkingDirectory = directory });

        var daemon = int.Parse(File.ReadAllText(Path.Combine(directory, "pid")), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(5, ended.ExitCode);
        Assert.True(ProcessEntry.Read(daemon) is null or { IsZombie: true });
    }

    [LinuxFact]
    public async Task Stop_WholeTree_IsKilledAtOnceWithoutGrace()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("trap '' TERM; for i in 1 2 3 4 5; do setsid sh -c 'sleep 1000 & sleep 1000' & done; echo ready; wait");
        await harness.StartAsync(launch);
        await harness.WrittenAsync(launch, "ready");

        await harness.Driver.StopContainerAsync(harness.IdOf(launch), null, TimeSpan.Zero, CancellationToken.None);

        Assert.Equal(9, (await harness.EndAsync(launch)).Signal);
        var mark = $"{Process.Supervisor.SupervisorSpec.MarkerVariable}={harness.IdOf(launch).Token}";
        Assert.DoesNotContain(
            ProcessList.Pids(),
            pid => System.Text.Encoding.UTF8.GetString(ProcessList.EnvironmentOf(pid)).Contains(mark, StringComparison.Ordinal));
    }

    [LinuxFact]
    public async Task Stop_EndedOrUnknownContainer_ReturnsOrSaysNotFound()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("true");
        await harness.RunAsync(launch);

        await harness.Driver.StopContainerAsync(harness.IdOf(launch), null, Grace, CancellationToken.None);
        var error = await Assert.ThrowsAsync<ProviderException>(
            () => harness.Driver.StopContainerAsync(harness.IdOf(launch with { Name = "other" }), null, Grace, CancellationToken.None));

        Assert.Equal(ErrorReason.NotFound, error.Reason);
    }

    [LinuxFact]
    public async Task Stop_NoSuchSignal_IsInvalid()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("exec sleep 1000");
        await harness.StartAsync(launch);

        var error = await Assert.ThrowsAsync<ProviderException>(
            () => harness.Driver.StopContainerAsync(harness.IdOf(launch), "SIGNOTHING", Grace, CancellationToken.None));

        Assert.Equal(ErrorReason.Invalid, error.Reason);
    }

    [LinuxFact]
    public async Task RemoveSandbox_RunningAndEndedContainers_KillsAndForgetsAllOfThePod()
    {
        await using var harness = await DriverHarness.StartAsync();
        var running = TestLaunch.Shell("exec sleep 1000") with { Name = "running" };
        var ended = TestLaunch.Shell("true") with { Name = "ended" };
        var other = TestLaunch.Shell("exec sleep 1000") with { Pod = "pod-2" };
        var process = (await harness.StartAsync(running)).ProcessId!.Value;
        await harness.RunAsync(ended);
        await harness.StartAsync(other);

        await harness.Driver.RemoveSandboxAsync(harness.IdOf(running).Pod, CancellationToken.None);

        Assert.True(ProcessEntry.Read(process) is null or { IsZombie: true });
        Assert.Equal("removed", harness.JournalOf(running)[^1]);
        Assert.Equal("removed", harness.JournalOf(ended)[^1]);
        Assert.DoesNotContain("removed", harness.JournalOf(other));
        var error = await Assert.ThrowsAsync<ProviderException>(
            () => harness.Driver.RemoveSandboxAsync(harness.IdOf(running).Pod, CancellationToken.None));
        Assert.Equal(ErrorReason.NotFound, error.Reason);
    }
}
