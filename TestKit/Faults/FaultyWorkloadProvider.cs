using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.TestKit.Faults;

/// <inheritdoc/>
internal sealed class FaultyWorkloadProvider(Func<IWorkloadProvider> make, FaultPlan plan, TimeProvider time) : Faulty<IWorkloadProvider>(make, plan, time), IWorkloadProvider
{
    public PodFeatures Features => Target.Features;

    public IAsyncEnumerable<NodeDescription> WatchNodeAsync(CancellationToken cancellationToken) =>
        WatchAsync(static (target, token) => target.WatchNodeAsync(token), nameof(WatchNodeAsync), cancellationToken);

    public IReadOnlyList<InputReference> DescribeInputs(Pod pod) => Target.DescribeInputs(pod);

    public Task StartPodAsync(ResolvedPod pod, CancellationToken cancellationToken) => CallAsync(target => target.StartPodAsync(pod, cancellationToken), cancellationToken);

    public Task StopPodAsync(PodId pod, TimeSpan gracePeriod, CancellationToken cancellationToken) =>
        CallAsync(target => target.StopPodAsync(pod, gracePeriod, cancellationToken), cancellationToken);

    public Task RemovePodAsync(PodId pod, CancellationToken cancellationToken) => CallAsync(target => target.RemovePodAsync(pod, cancellationToken), cancellationToken);

    public IAsyncEnumerable<PodWatchItem> WatchPodsAsync(CancellationToken cancellationToken) =>
        WatchAsync(static (target, token) => target.WatchPodsAsync(token), nameof(WatchPodsAsync), cancellationToken);
}
