using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Reeve;
using Reeve.Containers;
using Reeve.Workloads;

namespace BrokenDriver;

/// <summary>A driver that does everything right but one thing.</summary>
internal sealed class BrokenDriver(IContainerDriver inner, string fault, Owner owner) : IContainerDriver
{
    private readonly ConcurrentDictionary<ContainerId, bool> _started = new();

    public DriverFeatures Features => inner.Features;

    public Task StartAsync(CancellationToken cancellationToken) => inner.StartAsync(cancellationToken);

    public IAsyncEnumerable<NodeDescription> WatchNodeAsync(CancellationToken cancellationToken) => inner.WatchNodeAsync(cancellationToken);

    public Task<PodFacts> PrepareSandboxAsync(Sandbox sandbox, CancellationToken cancellationToken) =>
        inner.PrepareSandboxAsync(sandbox with { Id = Own(sandbox.Id) }, cancellationToken);

    public async Task<ContainerObservation> StartContainerAsync(ContainerLaunch launch, CancellationToken cancellationToken)
    {
        var changed = launch with { Id = Own(launch.Id), Sandbox = launch.Sandbox with { Id = Own(launch.Sandbox.Id) } };
        changed = fault switch
        {
            "environment" => changed with { Environment = [.. changed.Environment, KeyValuePair.Create("EXTRA", "1")] },
            // A second call for the same attempt starts another container.
            "twice" when !_started.TryAdd(launch.Id, true) => changed with { Id = changed.Id with { Attempt = changed.Id.Attempt + 1000 } },
            _ => changed,
        };
        return Shown(await inner.StartContainerAsync(changed, cancellationToken).ConfigureAwait(false)) with { Id = launch.Id };
    }

    public Task StopContainerAsync(ContainerId container, string? signal, TimeSpan gracePeriod, CancellationToken cancellationToken) =>
        // The fault "stubborn": it says that a container has stopped without stopping it.
        fault == "stubborn" ? Task.CompletedTask : inner.StopContainerAsync(Own(container), signal, gracePeriod, cancellationToken);

    public Task RemoveContainerAsync(ContainerId container, CancellationToken cancellationToken) =>
        inner.RemoveContainerAsync(Own(container), cancellationToken);

    public Task RemoveSandboxAsync(PodId pod, CancellationToken cancellationToken) => inner.RemoveSandboxAsync(Own(pod), cancellationToken);

    public async IAsyncEnumerable<ContainerWatchItem> WatchContainersAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var synced = false;
        await foreach (var item in inner.WatchContainersAsync(cancellationToken).ConfigureAwait(false))
        {
            synced |= item.Kind == ContainerWatchKind.Synced;
            // The fault "forgetful": what ended before the watch is not listed.
            var forgotten = fault == "forgetful" && !synced && item.Observation?.State == ContainerRunState.Terminated;
            if (!forgotten)
            {
                yield return item.Observation is { } observation ? ContainerWatchItem.For(Shown(observation)) : item;
            }
        }
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private ContainerObservation Shown(ContainerObservation observation) => observation with
    {
        Id = observation.Id with { Pod = observation.Id.Pod with { Owner = owner } },
        ExitCode = fault == "exitCode" && observation.ExitCode > 1 ? 1 : observation.ExitCode,
    };

    private ContainerId Own(ContainerId id) => id with { Pod = Own(id.Pod) };

    private PodId Own(PodId id) => fault == "everybody" ? id with { Owner = new Owner { Cluster = "all", Node = "all" } } : id;
}
