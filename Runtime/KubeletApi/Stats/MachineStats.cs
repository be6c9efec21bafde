namespace Reeve.Runtime.KubeletApi.Stats;

/// <summary>What a machine used at one moment. What could not be measured is null.</summary>
internal sealed record MachineStats
{
    public required DateTimeOffset Time { get; init; }

    public DateTimeOffset? BootTime { get; init; }

    public TimeSpan? CpuTime { get; init; }

    public int Processors { get; init; }

    public long? MemoryTotalBytes { get; init; }

    public long? MemoryAvailableBytes { get; init; }

    public long? MemoryUsageBytes { get; init; }

    public long? MemoryWorkingSetBytes { get; init; }

    public long? MemoryRssBytes { get; init; }

    public long? PageFaults { get; init; }

    public long? MajorPageFaults { get; init; }

    public long? SwapTotalBytes { get; init; }

    public long? SwapUsedBytes { get; init; }

    public long? DiskTotalBytes { get; init; }

    public long? DiskAvailableBytes { get; init; }

    public long? Inodes { get; init; }

    public long? InodesFree { get; init; }

    public long? Threads { get; init; }

    public long? MaxProcessId { get; init; }

    /// <summary>The interface of the default route.</summary>
    public string? MainInterface { get; init; }

    public IReadOnlyList<InterfaceSummary> Interfaces { get; init; } = [];
}
