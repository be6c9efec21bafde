using Reeve.Containers;
using Reeve.Plugins;
using Reeve.Runtime.Engine.Actors;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Capabilities;

/// <summary>Groups the driver's measures by pod and adds the size of logs and volumes.</summary>
internal sealed class PodStatistics(EngineServices engine) : IPodStats
{
    private readonly VolumeMeter _volumes = new(engine.Volumes, engine.Clock, engine.Logger, engine.Stopping);

    public async Task<IReadOnlyList<PodStats>> GetStatsAsync(CancellationToken cancellationToken)
    {
        var measures = await engine.Driver.RequireCapability<IContainerStats>(engine.RuntimeName, "measure containers")
            .GetStatsAsync(cancellationToken);
        var pods = measures.GroupBy(static measure => measure.Key.Pod).ToList();
        var volumes = await _volumes.GetAsync(
            [.. pods.Select(pod => engine.Pods.Find(pod.Key)?.Accepted).OfType<ResolvedPod>()], cancellationToken);
        return [.. pods.Select(pod => Combine(pod.Key, [.. pod.Select(Container)], volumes.GetValueOrDefault(pod.Key.Uid) ?? []))];
    }

    private ContainerStats Container(KeyValuePair<ContainerId, ContainerStats> measure) =>
        measure.Value with { LogsUsedBytes = engine.Logs.GetUsedBytes(measure.Key.Pod, measure.Key.Name) };

    private PodStats Combine(PodId pod, IReadOnlyList<ContainerStats> containers, IReadOnlyList<VolumeStats> volumes) => new()
    {
        Id = pod,
        Containers = containers,
        Volumes = volumes,
        EphemeralStorageUsedBytes = engine.Logs.GetUsedBytes(pod)
            + containers.Sum(static container => container.RootFileSystemUsedBytes ?? 0)
            + volumes.Where(static volume => !volume.InMemory && !volume.IsPersistent).Sum(static volume => volume.UsedBytes ?? 0),
    };
}
