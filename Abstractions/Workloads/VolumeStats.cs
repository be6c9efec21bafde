namespace Reeve.Workloads;

/// <summary>How much a volume of a pod holds. What was not measured is null.</summary>
public sealed record VolumeStats
{
    /// <summary>The volume's name in the pod.</summary>
    public required string Name { get; init; }

    /// <summary>When it was measured; measures may be a minute or two old.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Bytes that the volume takes on its file system.</summary>
    public long? UsedBytes { get; init; }

    /// <summary>Bytes that can still be written to the file system that it is on.</summary>
    public long? AvailableBytes { get; init; }

    /// <summary>Bytes of the file system that it is on.</summary>
    public long? CapacityBytes { get; init; }

    /// <summary>Files and directories of the volume.</summary>
    public long? InodesUsed { get; init; }

    /// <summary>Files that can still be made on the file system that it is on.</summary>
    public long? InodesFree { get; init; }

    /// <summary>Files that the file system can hold that it is on.</summary>
    public long? Inodes { get; init; }

    /// <summary>Whether it lies in memory, and so takes nothing of the node's disk.</summary>
    public bool InMemory { get; init; }

    /// <summary>Whether it is a persistent volume, and so no ephemeral storage of the pod's.</summary>
    public bool IsPersistent { get; init; }
}
