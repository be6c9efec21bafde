using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Plugins.Guards;

/// <summary>The guard of <see cref="IWorkloadProvider"/>.</summary>
internal sealed class GuardedWorkloadProvider : Guard<IWorkloadProvider>, IWorkloadProvider
{
    private volatile PodFeatures? _features;

    public GuardedWorkloadProvider(string provider, ProviderInstance instance, GuardServices services)
        : base(ProviderKind.Workload, provider, instance, services) => Capabilities = new GuardedWorkloadCapabilities(Calls, Deadlines);

    public PodFeatures Features => _features ?? throw new ProviderException(ErrorReason.Transient, $"{Label} was not started yet.");

    protected override object Capabilities { get; }

    public IAsyncEnumerable<NodeDescription> WatchNodeAsync(CancellationToken cancellationToken) =>
        Watches.WatchAsync("watch_node", (target, token) => target.WatchNodeAsync(token), Detached.From, cancellationToken);

    public IReadOnlyList<InputReference> DescribeInputs(Pod pod) =>
        Calls.Call("describe_inputs", target => Detached.From(target.DescribeInputs(pod)));

    public Task StartPodAsync(ResolvedPod pod, CancellationToken cancellationToken) =>
        Calls.CallAsync(EntryKind.Call, "start_pod", Deadlines.Workload, (target, token) => target.StartPodAsync(pod, token).Answered(), cancellationToken);

    public Task StopPodAsync(PodId pod, TimeSpan gracePeriod, CancellationToken cancellationToken) =>
        Calls.CallAsync(
            EntryKind.Call, "stop_pod", gracePeriod + Deadlines.Workload, (target, token) => target.StopPodAsync(pod, gracePeriod, token).Answered(), cancellationToken);

    public Task RemovePodAsync(PodId pod, CancellationToken cancellationToken) =>
        Calls.CallAsync(EntryKind.Call, "remove_pod", Deadlines.Workload, (target, token) => target.RemovePodAsync(pod, token).Answered(), cancellationToken);

    public IAsyncEnumerable<PodWatchItem> WatchPodsAsync(CancellationToken cancellationToken) =>
        Watches.WatchAsync("watch_pods", (target, token) => target.WatchPodsAsync(token), Detached.From, cancellationToken);

    protected override void Remember(IWorkloadProvider target) => _features = Detached.From(target.Features);
}
