using Reeve.Kubernetes;

namespace Reeve.Runtime.KubeletApi.Stats;

/// <summary>Swap, in bytes.</summary>
internal sealed record SwapSummary
{
    public required Time Time { get; init; }

    public ulong? SwapAvailableBytes { get; init; }

    public ulong? SwapUsageBytes { get; init; }
}
