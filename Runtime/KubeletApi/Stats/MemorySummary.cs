using Reeve.Kubernetes;

namespace Reeve.Runtime.KubeletApi.Stats;

/// <summary>Memory, in bytes.</summary>
internal sealed record MemorySummary
{
    public required Time Time { get; init; }

    public ulong? AvailableBytes { get; init; }

    public ulong? UsageBytes { get; init; }

    public ulong? WorkingSetBytes { get; init; }

    public ulong? RssBytes { get; init; }

    public ulong? PageFaults { get; init; }

    public ulong? MajorPageFaults { get; init; }
}
