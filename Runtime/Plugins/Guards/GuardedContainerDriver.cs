using Reeve.Containers;
using Reeve.Workloads;

namespace Reeve.Runtime.Plugins.Guards;

/// <summary>The guard of <see cref="IContainerDriver"/>.</summary>
internal sealed class GuardedContainerDriver : Guard<IContainerDriver>, IContainerDriver
{
    private volatile DriverFeatures? _features;

    public GuardedContainerDriver(string provider, ProviderInstance instance, GuardServices services)
        : base(ProviderKind.Driver, provider, instance, services) => Capabilities = new GuardedDriverCapabilities(Calls, Deadlines);

    public DriverFeatures Features => _features ?? throw new ProviderException(ErrorReason.Transient, $"{Label} was not started yet.");

    protected override object Capabilities { get; }

    public IAsyncEnumerable<NodeDescription> WatchNodeAsync(CancellationToken cancellationToken) =>
        Watches.WatchAsync("watch_node", (target, token) => target.WatchNodeAsync(token), Detached.From, cancellationToken);

    public Task<PodFacts> PrepareSandboxAsync(Sandbox sandbox, CancellationToken cancellationToken) => Calls.CallAsync(
        EntryKind.Call, "prepare_sandbox", Deadlines.Driver,
        async (target, token) => Detached.From(await target.PrepareSandboxAsync(sandbox, token)), cancellationToken);

    public Task<ContainerObservation> StartContainerAsync(ContainerLaunch launch, CancellationToken cancellationToken) => Calls.CallAsync(
        EntryKind.Call, "start_container", Deadlines.Driver, (target, token) => target.StartContainerAsync(launch, token), cancellationToken);

    public Task StopContainerAsync(ContainerId container, string? signal, TimeSpan gracePeriod, CancellationToken cancellationToken) => Calls.CallAsync(
        EntryKind.Call, "stop_container", gracePeriod + Deadlines.Driver,
        (target, token) => target.StopContainerAsync(container, signal, gracePeriod, token).Answered(), cancellationToken);

    public Task RemoveContainerAsync(ContainerId container, CancellationToken cancellationToken) => Calls.CallAsync(
        EntryKind.Call, "remove_container", Deadlines.Driver,
        (target, token) => target.RemoveContainerAsync(container, token).Answered(), cancellationToken);

    public Task RemoveSandboxAsync(PodId pod, CancellationToken cancellationToken) => Calls.CallAsync(
        EntryKind.Call, "remove_sandbox", Deadlines.Driver, (target, token) => target.RemoveSandboxAsync(pod, token).Answered(), cancellationToken);

    public IAsyncEnumerable<ContainerWatchItem> WatchContainersAsync(CancellationToken cancellationToken) =>
        Watches.WatchAsync("watch_containers", (target, token) => target.WatchContainersAsync(token), item => item, cancellationToken);

    protected override void Remember(IContainerDriver target) => _features = Detached.From(target.Features);
}
