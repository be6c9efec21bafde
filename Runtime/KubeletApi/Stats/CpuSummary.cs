using Reeve.Kubernetes;

namespace Reeve.Runtime.KubeletApi.Stats;

/// <summary>Processor time.</summary>
internal sealed record CpuSummary
{
    public required Time Time { get; init; }

    public ulong? UsageNanoCores { get; init; }

    public ulong? UsageCoreNanoSeconds { get; init; }
}
