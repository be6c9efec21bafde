using Reeve.Containers;
using Reeve.Workloads;

namespace Reeve.TestKit.Faults;

/// <inheritdoc/>
internal sealed class FaultyContainerDriver(Func<IContainerDriver> make, FaultPlan plan, TimeProvider time) : Faulty<IContainerDriver>(make, plan, time), IContainerDriver
{
    public DriverFeatures Features => Target.Features;

    public IAsyncEnumerable<NodeDescription> WatchNodeAsync(CancellationToken cancellationToken) =>
        WatchAsync(static (target, token) => target.WatchNodeAsync(token), nameof(WatchNodeAsync), cancellationToken);

    public Task<PodFacts> PrepareSandboxAsync(Sandbox sandbox, CancellationToken cancellationToken) =>
        CallAsync(target => target.PrepareSandboxAsync(sandbox, cancellationToken), cancellationToken);

    public Task<ContainerObservation> StartContainerAsync(ContainerLaunch launch, CancellationToken cancellationToken) =>
        CallAsync(target => target.StartContainerAsync(launch, cancellationToken), cancellationToken);

    public Task StopContainerAsync(ContainerId container, string? signal, TimeSpan gracePeriod, CancellationToken cancellationToken) =>
        CallAsync(target => target.StopContainerAsync(container, signal, gracePeriod, cancellationToken), cancellationToken);

    public Task RemoveContainerAsync(ContainerId container, CancellationToken cancellationToken) =>
        CallAsync(target => target.RemoveContainerAsync(container, cancellationToken), cancellationToken);

    public Task RemoveSandboxAsync(PodId pod, CancellationToken cancellationToken) => CallAsync(target => target.RemoveSandboxAsync(pod, cancellationToken), cancellationToken);

    public IAsyncEnumerable<ContainerWatchItem> WatchContainersAsync(CancellationToken cancellationToken) =>
        WatchAsync(static (target, token) => target.WatchContainersAsync(token), nameof(WatchContainersAsync), cancellationToken);
}
