namespace Reeve.Runtime.Nodes.Machine;

/// <summary>What one look at the machine showed. What could not be measured is null.</summary>
internal sealed record MachineSample
{
    /// <summary>Memory that can be given to programs without swapping, in bytes.</summary>
    public long? MemoryAvailableBytes { get; init; }

    /// <summary>What is left of the disk that holds the agent's state, logs and volumes, from 0 to 1.</summary>
    public double? DiskAvailable { get; init; }

    /// <summary>What is left of that disk's inodes, from 0 to 1; null where it has no such limit.</summary>
    public double? InodesAvailable { get; init; }

    /// <summary>What is left of the system's process ids, from 0 to 1.</summary>
    public double? ProcessIdsAvailable { get; init; }

    /// <summary>Whether a network interface is up.</summary>
    public bool? HasNetwork { get; init; }
}
