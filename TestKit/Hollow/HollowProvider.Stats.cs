using Reeve.Containers;
using Reeve.Workloads;

namespace Reeve.Hollow;

/// <summary>What pods that do nothing use.</summary>
public sealed partial class HollowProvider : IPodStats
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<PodStats>> GetStatsAsync(CancellationToken cancellationToken)
    {
        var now = context.TimeProvider.GetUtcNow();
        IReadOnlyList<PodStats> all =
        [
            .. _pods.Values.Select(pod => new PodStats
            {
                Id = pod.Id,
                Containers = [.. pod.Report(now).Containers.Where(container => container.State == ContainerRunState.Running).Select(container => Idle(container, now))],
            }),
        ];
        return Task.FromResult(all);
    }

    private static ContainerStats Idle(ContainerReport container, DateTimeOffset now) => new()
    {
        Name = container.Name,
        Time = now,
        StartedAt = container.StartedAt,
        CpuTime = TimeSpan.Zero,
        MemoryWorkingSetBytes = 0,
        MemoryRssBytes = 0,
        Tasks = 0,
    };
}
