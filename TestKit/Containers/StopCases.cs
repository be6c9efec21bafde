using System.Diagnostics;
using Reeve.Containers;
using Reeve.TestKit.Conformance;
using Reeve.Workloads;

namespace Reeve.TestKit.Containers;

/// <summary>What the contract demands of stopping and removing.</summary>
internal static class StopCases
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    public static IReadOnlyList<ConformanceCase<DriverSession>> All { get; } =
    [
        new("container.stop.signal", "Stopping sends the stop signal first, and returns once the container has ended.", SignalAsync),
        new("container.stop.other-signal", "A given stop signal is sent instead of the default.", OtherSignalAsync),
        new("container.stop.grace", "A container that ignores the signal is killed after the grace period.", GraceAsync),
        new("container.stop.at-once", "A grace period of zero kills at once.", AtOnceAsync),
        new("container.stop.shorter-wins", "A second stop with a shorter grace period shortens the first.", ShorterAsync),
        new("container.stop.tree", "The whole process tree is gone, also processes that left their session.", TreeAsync),
        new("container.end.tree", "When the main process ends, its children are ended too.", EndTreeAsync),
        new("container.stop.ended", "Stopping a container that has ended succeeds at once.", EndedAsync),
        new("container.stop.unknown", "Stopping an unknown container is NotFound.", UnknownAsync),
        new("container.remove", "A removed container is forgotten; removing it again is NotFound.", RemoveAsync),
        new("sandbox.remove", "Removing a sandbox ends and forgets everything of the pod.", RemoveSandboxAsync),
    ];

    private static async Task SignalAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var end = await StopAsync(session, "trap 'echo got TERM > \"$FILES/signal\"; exit 3' TERM", null, cancellationToken).ConfigureAwait(false);
        Require.Equal("got TERM", await session.ReadAsync("signal", cancellationToken).ConfigureAwait(false), "the trap");
        Require.Equal(3, end.ExitCode, "the exit code");
    }

    private static async Task OtherSignalAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var end = await StopAsync(session, "trap 'exit 4' USR1", "SIGUSR1", cancellationToken).ConfigureAwait(false);
        Require.Equal(4, end.ExitCode, "the exit code");
    }

    private static async Task<ContainerObservation> StopAsync(
        DriverSession session, string trap, string? signal, CancellationToken cancellationToken)
    {
        var launch = session.Shell("main", $"{trap}; echo up > \"$FILES/up\"; while :; do sleep 0.05; done");
        await session.StartAsync(launch, cancellationToken).ConfigureAwait(false);
        await session.ReadAsync("up", cancellationToken).ConfigureAwait(false);
        await session.Driver.StopContainerAsync(launch.Id, signal, Long, cancellationToken).ConfigureAwait(false);
        return await session.EndAsync(launch.Id, cancellationToken).ConfigureAwait(false);
    }

    private static async Task GraceAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var launch = await StubbornAsync(session, cancellationToken).ConfigureAwait(false);
        var watch = Stopwatch.StartNew();
        await session.Driver.StopContainerAsync(launch.Id, null, TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(false);
        Require.True(watch.Elapsed > TimeSpan.FromMilliseconds(900), $"killed after {watch.Elapsed.TotalMilliseconds} ms of 1 s grace");
        var end = await session.EndAsync(launch.Id, cancellationToken).ConfigureAwait(false);
        Require.Equal(9, end.Signal, "the signal that ended it");
        Require.Equal(137, end.ExitCode, "the exit code");
    }

    private static async Task AtOnceAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var launch = await StubbornAsync(session, cancellationToken).ConfigureAwait(false);
        await session.Driver.StopContainerAsync(launch.Id, null, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        var end = await session.EndAsync(launch.Id, cancellationToken).ConfigureAwait(false);
        Require.Equal(137, end.ExitCode, "the exit code");
    }

    private static async Task ShorterAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var launch = await StubbornAsync(session, cancellationToken).ConfigureAwait(false);
        var first = session.Driver.StopContainerAsync(launch.Id, null, Long, cancellationToken);
        Require.True(!first.IsCompleted, "a stop of a container that ignores the signal returned at once");
        await session.Driver.StopContainerAsync(launch.Id, null, TimeSpan.FromMilliseconds(100), cancellationToken).ConfigureAwait(false);
        await first.WaitAsync(Require.Patience, cancellationToken).ConfigureAwait(false);
        await session.EndAsync(launch.Id, cancellationToken).ConfigureAwait(false);
    }

    private static async Task TreeAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var (launch, marker) = Family(session, "sleep 3600");
        await session.StartAsync(launch, cancellationToken).ConfigureAwait(false);
        await session.ReadAsync("up", cancellationToken).ConfigureAwait(false);
        Require.True(Processes.WithArgument(marker) >= 2, "the children do not run");
        await session.Driver.StopContainerAsync(launch.Id, null, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        Require.Equal(0, Processes.WithArgument(marker), "processes left after the stop returned");
    }

    private static async Task EndTreeAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var (launch, marker) = Family(session, "exit 0");
        await session.StartAsync(launch, cancellationToken).ConfigureAwait(false);
        await session.EndAsync(launch.Id, cancellationToken).ConfigureAwait(false);
        await Require.EventuallyAsync(() => Processes.WithArgument(marker) == 0, "the children are gone", cancellationToken).ConfigureAwait(false);
    }

    private static async Task EndedAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var launch = session.Shell("main", "exit 0");
        await session.StartAsync(launch, cancellationToken).ConfigureAwait(false);
        await session.EndAsync(launch.Id, cancellationToken).ConfigureAwait(false);
        await session.Driver.StopContainerAsync(launch.Id, null, Long, cancellationToken).WaitAsync(Require.Patience, cancellationToken).ConfigureAwait(false);
        Require.Equal(0, session.Seen[launch.Id].ExitCode, "the exit code after the stop");
    }

    private static Task UnknownAsync(DriverSession session, CancellationToken cancellationToken) =>
        Require.ThrowsAsync(
            () => session.Driver.StopContainerAsync(session.Shell("ghost", "").Id, null, Long, cancellationToken),
            "stopping what was never started", ErrorReason.NotFound);

    private static async Task RemoveAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var launch = session.Shell("main", "exit 5");
        await session.StartAsync(launch, cancellationToken).ConfigureAwait(false);
        await session.EndAsync(launch.Id, cancellationToken).ConfigureAwait(false);
        await session.Driver.RemoveContainerAsync(launch.Id, cancellationToken).ConfigureAwait(false);
        await Require.ThrowsAsync(
            () => session.Driver.RemoveContainerAsync(launch.Id, cancellationToken), "removing it again", ErrorReason.NotFound).ConfigureAwait(false);
        await session.ReopenAsync(cancellationToken).ConfigureAwait(false);
        await session.SyncAsync(cancellationToken).ConfigureAwait(false);
        Require.True(!session.Seen.ContainsKey(launch.Id), "it is still listed");
    }

    private static async Task RemoveSandboxAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var (running, marker) = Family(session, "sleep 3600");
        var ended = session.Shell("ended", "exit 0");
        await session.StartAsync(running, cancellationToken).ConfigureAwait(false);
        await session.StartAsync(ended, cancellationToken).ConfigureAwait(false);
        await session.ReadAsync("up", cancellationToken).ConfigureAwait(false);
        await session.Driver.RemoveSandboxAsync(session.Pod.Id, cancellationToken).ConfigureAwait(false);
        Require.Equal(0, Processes.WithArgument(marker), "processes left");
        await session.ReopenAsync(cancellationToken).ConfigureAwait(false);
        await session.SyncAsync(cancellationToken).ConfigureAwait(false);
        Require.Equal(0, session.Seen.Count, "containers still listed");
    }

    /// <summary>A container that ignores SIGTERM.</summary>
    private static async Task<ContainerLaunch> StubbornAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var launch = session.Shell("stubborn", "trap '' TERM; echo up > \"$FILES/up\"; while :; do sleep 0.05; done");
        await session.StartAsync(launch, cancellationToken).ConfigureAwait(false);
        await session.ReadAsync("up", cancellationToken).ConfigureAwait(false);
        return launch;
    }

    /// <summary>A container with a child in its session and a daemon that left it, both with a marker among their arguments.</summary>
    private static (ContainerLaunch Launch, string Marker) Family(DriverSession session, string then)
    {
        var marker = "3600." + Random.Shared.NextInt64(1_000_000_000, 9_999_999_999).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var script = "sleep \"$1\" & setsid sh -c 'sleep \"$1\" & sleep \"$1\"' sh \"$1\" & sleep 0.2; echo up > \"$FILES/up\"; " + then;
        return (session.Shell("family", script, 0, marker), marker);
    }
}
