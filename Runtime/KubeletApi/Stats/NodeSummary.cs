using Reeve.Kubernetes;

namespace Reeve.Runtime.KubeletApi.Stats;

/// <summary>What the node uses.</summary>
internal sealed record NodeSummary
{
    public required string NodeName { get; init; }

    public IReadOnlyList<ContainerSummary>? SystemContainers { get; init; }

    public Time? StartTime { get; init; }

    public CpuSummary? Cpu { get; init; }

    public MemorySummary? Memory { get; init; }

    public NetworkSummary? Network { get; init; }

    public FsSummary? Fs { get; init; }

    public RuntimeSummary? Runtime { get; init; }

    public RlimitSummary? Rlimit { get; init; }

    public SwapSummary? Swap { get; init; }
}
