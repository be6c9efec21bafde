using Reeve.Containers;
using Reeve.Plugins;
using Reeve.Runtime.Engine.Actors;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Capabilities;

/// <summary>Groups the driver's measures by pod and adds the size of logs.</summary>
internal sealed class PodStatistics(EngineServices engine) : IPodStats
{
    public async Task<IReadOnlyList<PodStats>> GetStatsAsync(CancellationToken cancellationToken)
    {
        var measures = await engine.Driver.RequireCapability<IContainerStats>(engine.RuntimeName, "measure containers")
            .GetStatsAsync(cancellationToken);
        return [.. measures.GroupBy(static measure => measure.Key.Pod).Select(group => new PodStats
        {
            Id = group.Key,
            Containers = [.. group.Select(static measure => measure.Value)],
            EphemeralStorageUsedBytes = engine.Logs.GetUsedBytes(group.Key),
        })];
    }
}
