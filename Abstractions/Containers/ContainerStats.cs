namespace Reeve.Containers;

/// <summary>What a container used at one moment.</summary>
public sealed record ContainerStats
{
    /// <summary>The container's name.</summary>
    public required string Name { get; init; }

    /// <summary>When it was measured.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>When the container started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Processor time since it started.</summary>
    public TimeSpan? CpuTime { get; init; }

    /// <summary>Bytes of memory that cannot be reclaimed easily (working set).</summary>
    public long? MemoryWorkingSetBytes { get; init; }

    /// <summary>Bytes of anonymous memory.</summary>
    public long? MemoryRssBytes { get; init; }

    /// <summary>Number of processes and threads.</summary>
    public long? Tasks { get; init; }

    /// <summary>Bytes on disk that the container wrote into a root file system of its own; null where it has none, and 0 is told.</summary>
    public long? RootFileSystemUsedBytes { get; init; }

    /// <summary>Bytes on disk of the container's logs. The engine tells them for drivers.</summary>
    public long? LogsUsedBytes { get; init; }
}
