using Reeve.TestKit.Conformance;
using Reeve.Workloads;

namespace Reeve.TestKit.Workloads;

/// <summary>What the contract demands of the life of a pod.</summary>
internal static class LifeCases
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public static IReadOnlyList<ConformanceCase<WorkloadSession>> All { get; } =
    [
        new("pod.start", "A pod that was accepted is reported, and its container runs, or has ended where pods end at once.", StartAsync),
        new("pod.start.idempotent", "A pod that is there already is left alone.", IdempotentAsync),
        new("pod.stop", "When a stop returns, nothing of the pod runs.", StopAsync),
        new("pod.stop.again", "Stopping a stopped pod does no harm.", StopAgainAsync),
        new("pod.stop.unknown", "Stopping an unknown pod is NotFound, or does nothing.", StopUnknownAsync),
        new("pod.remove", "A removed pod is forgotten for good, and removing it again is NotFound or does nothing.", RemoveAsync),
        new("pod.remove.running", "Removing a pod that runs stops it first.", RemoveRunningAsync),
        new("pod.recreate", "A pod with the same name and another UID is another pod.", RecreateAsync),
        new("pod.many", "Fifty pods are accepted at the same time.", ManyAsync),
        new("pod.recovery", "A pod goes on when the provider is disposed, and the next one reports it before it says Synced.", RecoveryAsync),
        new("pod.recovery.stop", "A pod that was found again can be stopped and removed.", RecoveryStopAsync),
        new("plugin.unloads", "The plugin's load context unloads after its provider was disposed.", UnloadsAsync),
    ];

    private static async Task StartAsync(WorkloadSession session, CancellationToken cancellationToken)
    {
        var pod = session.Sleeper();
        await session.StartAsync(pod, cancellationToken).ConfigureAwait(false);
        var main = await session.StateAsync(pod.Id, session.Started, cancellationToken).ConfigureAwait(false);
        Require.True(main.StartedAt is not null, "no start time");
        Require.True(session.Reports[pod.Id].AcceptedAt is not null, "no time of acceptance");
    }

    private static async Task IdempotentAsync(WorkloadSession session, CancellationToken cancellationToken)
    {
        var pod = session.Sleeper();
        await session.StartAsync(pod, cancellationToken).ConfigureAwait(false);
        var first = await session.StateAsync(pod.Id, session.Started, cancellationToken).ConfigureAwait(false);
        await session.StartAsync(pod, cancellationToken).ConfigureAwait(false);
        var second = await session.StateAsync(pod.Id, session.Started, cancellationToken).ConfigureAwait(false);
        Require.Equal(first.Attempt, second.Attempt, "the attempt");
        Require.Equal(first.StartedAt, second.StartedAt, "the start time");
    }

    private static async Task StopAsync(WorkloadSession session, CancellationToken cancellationToken)
    {
        var pod = session.Sleeper();
        await session.StartAsync(pod, cancellationToken).ConfigureAwait(false);
        await session.StateAsync(pod.Id, session.Started, cancellationToken).ConfigureAwait(false);
        await session.Provider.StopPodAsync(pod.Id, Grace, cancellationToken).ConfigureAwait(false);
        var main = await session.StateAsync(pod.Id, ContainerRunState.Terminated, cancellationToken).ConfigureAwait(false);
        Require.True(session.EndsAtOnce || main.ExitCode != 0, "a container that was stopped by a signal ended with code 0");
        Require.True(main.FinishedAt is not null, "no time of the end");
    }

    private static async Task StopAgainAsync(WorkloadSession session, CancellationToken cancellationToken)
    {
        var pod = session.Sleeper();
        await session.StartAsync(pod, cancellationToken).ConfigureAwait(false);
        await session.StateAsync(pod.Id, session.Started, cancellationToken).ConfigureAwait(false);
        await session.Provider.StopPodAsync(pod.Id, Grace, cancellationToken).ConfigureAwait(false);
        await IgnoreNotFoundAsync(session.Provider.StopPodAsync(pod.Id, Grace, cancellationToken)).ConfigureAwait(false);
    }

    private static Task StopUnknownAsync(WorkloadSession session, CancellationToken cancellationToken) =>
        IgnoreNotFoundAsync(session.Provider.StopPodAsync(session.Sleeper().Id, Grace, cancellationToken));

    private static async Task RemoveAsync(WorkloadSession session, CancellationToken cancellationToken)
    {
        var pod = session.Sleeper();
        await session.StartAsync(pod, cancellationToken).ConfigureAwait(false);
        await session.StateAsync(pod.Id, session.Started, cancellationToken).ConfigureAwait(false);
        await session.Provider.StopPodAsync(pod.Id, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        await session.Provider.RemovePodAsync(pod.Id, cancellationToken).ConfigureAwait(false);
        await IgnoreNotFoundAsync(session.Provider.RemovePodAsync(pod.Id, cancellationToken)).ConfigureAwait(false);
        await session.ReopenAsync(cancellationToken).ConfigureAwait(false);
        await session.SyncAsync(cancellationToken).ConfigureAwait(false);
        Require.True(!session.Reports.ContainsKey(pod.Id), "it is still reported");
    }

    private static async Task RemoveRunningAsync(WorkloadSession session, CancellationToken cancellationToken)
    {
        var pod = session.Sleeper();
        await session.StartAsync(pod, cancellationToken).ConfigureAwait(false);
        await session.StateAsync(pod.Id, session.Started, cancellationToken).ConfigureAwait(false);
        await session.Provider.RemovePodAsync(pod.Id, cancellationToken).ConfigureAwait(false);
        await Require.EventuallyAsync(() => !session.Reports.ContainsKey(pod.Id), "the pod is gone", cancellationToken).ConfigureAwait(false);
    }

    private static async Task RecreateAsync(WorkloadSession session, CancellationToken cancellationToken)
    {
        var first = session.Sleeper("twin");
        var second = session.Sleeper("twin");
        await session.StartAsync(first, cancellationToken).ConfigureAwait(false);
        await session.StateAsync(first.Id, session.Started, cancellationToken).ConfigureAwait(false);
        await session.Provider.StopPodAsync(first.Id, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        await session.StartAsync(second, cancellationToken).ConfigureAwait(false);
        await session.StateAsync(second.Id, session.Started, cancellationToken).ConfigureAwait(false);
        Require.Equal(ContainerRunState.Terminated, session.Reports[first.Id].Containers[0].State, "the first pod's container");
    }

    private static async Task ManyAsync(WorkloadSession session, CancellationToken cancellationToken)
    {
        var pods = Enumerable.Range(0, 50).Select(i => session.Sleeper($"many-{i}")).ToList();
        await Task.WhenAll(pods.Select(pod => session.StartAsync(pod, cancellationToken))).ConfigureAwait(false);
        foreach (var pod in pods)
        {
            await session.StateAsync(pod.Id, session.Started, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task RecoveryAsync(WorkloadSession session, CancellationToken cancellationToken)
    {
        var pod = session.Sleeper();
        await session.StartAsync(pod, cancellationToken).ConfigureAwait(false);
        var before = await session.StateAsync(pod.Id, session.Started, cancellationToken).ConfigureAwait(false);
        await session.ReopenAsync(cancellationToken).ConfigureAwait(false);
        await session.SyncAsync(cancellationToken).ConfigureAwait(false);
        Require.True(session.Reports.ContainsKey(pod.Id), "it is not reported");
        await session.StartAsync(pod, cancellationToken).ConfigureAwait(false);
        var after = await session.StateAsync(pod.Id, session.Started, cancellationToken).ConfigureAwait(false);
        Require.Equal(before.StartedAt, after.StartedAt, "the start time");
        Require.Equal(before.Attempt, after.Attempt, "the attempt");
    }

    private static async Task RecoveryStopAsync(WorkloadSession session, CancellationToken cancellationToken)
    {
        var pod = session.Sleeper();
        await session.StartAsync(pod, cancellationToken).ConfigureAwait(false);
        await session.StateAsync(pod.Id, session.Started, cancellationToken).ConfigureAwait(false);
        await session.ReopenAsync(cancellationToken).ConfigureAwait(false);
        await session.SyncAsync(cancellationToken).ConfigureAwait(false);
        await session.Provider.StopPodAsync(pod.Id, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        await session.StateAsync(pod.Id, ContainerRunState.Terminated, cancellationToken).ConfigureAwait(false);
        await session.Provider.RemovePodAsync(pod.Id, cancellationToken).ConfigureAwait(false);
        await Require.EventuallyAsync(() => !session.Reports.ContainsKey(pod.Id), "the pod is gone", cancellationToken).ConfigureAwait(false);
    }

    private static async Task UnloadsAsync(WorkloadSession session, CancellationToken cancellationToken)
    {
        var pod = session.Sleeper();
        await session.StartAsync(pod, cancellationToken).ConfigureAwait(false);
        await session.StateAsync(pod.Id, session.Started, cancellationToken).ConfigureAwait(false);
        Require.True(await session.UnloadsAsync(cancellationToken).ConfigureAwait(false), "something still refers to the plugin: see docs/plugins.md");
    }

    private static async Task IgnoreNotFoundAsync(Task call)
    {
        try
        {
            await call.ConfigureAwait(false);
        }
        catch (ProviderException exception) when (exception.Reason == ErrorReason.NotFound)
        {
            // Either answer is right.
        }
    }
}
