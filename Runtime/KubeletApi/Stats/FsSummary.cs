using Reeve.Kubernetes;

namespace Reeve.Runtime.KubeletApi.Stats;

/// <summary>A file system.</summary>
internal record FsSummary
{
    public required Time Time { get; init; }

    public ulong? AvailableBytes { get; init; }

    public ulong? CapacityBytes { get; init; }

    public ulong? UsedBytes { get; init; }

    public ulong? InodesFree { get; init; }

    public ulong? Inodes { get; init; }

    public ulong? InodesUsed { get; init; }
}
