using Reeve.Kubernetes;

namespace Reeve.Runtime.KubeletApi.Stats;

/// <summary>Network traffic: the main interface's, and each one's.</summary>
internal sealed record NetworkSummary
{
    public required Time Time { get; init; }

    public string? Name { get; init; }

    public ulong? RxBytes { get; init; }

    public ulong? RxErrors { get; init; }

    public ulong? TxBytes { get; init; }

    public ulong? TxErrors { get; init; }

    public IReadOnlyList<InterfaceSummary>? Interfaces { get; init; }
}
