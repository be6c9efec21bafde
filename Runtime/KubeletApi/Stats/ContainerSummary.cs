using Reeve.Kubernetes;

namespace Reeve.Runtime.KubeletApi.Stats;

/// <summary>What a container uses.</summary>
internal sealed record ContainerSummary
{
    public required string Name { get; init; }

    public Time? StartTime { get; init; }

    public CpuSummary? Cpu { get; init; }

    public MemorySummary? Memory { get; init; }

    public FsSummary? Rootfs { get; init; }

    public FsSummary? Logs { get; init; }
}
