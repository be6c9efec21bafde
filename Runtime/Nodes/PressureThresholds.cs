namespace Reeve.Runtime.Nodes;

/// <summary>Below which rest of a resource a node is under pressure. The defaults are the kubelet's.</summary>
public sealed record PressureThresholds
{
    /// <summary>MemoryPressure: less memory available than this, in bytes.</summary>
    /// <value>Default 100 MiB.</value>
    public long MemoryAvailableBytes { get; init; } = 100L << 20;

    /// <summary>DiskPressure: less of the disk available than this part, from 0 to 1.</summary>
    /// <value>Default 0.1.</value>
    public double DiskAvailable { get; init; } = 0.1;

    /// <summary>DiskPressure: fewer inodes available than this part, from 0 to 1.</summary>
    /// <value>Default 0.05.</value>
    public double InodesAvailable { get; init; } = 0.05;

    /// <summary>PIDPressure: fewer process ids available than this part, from 0 to 1.</summary>
    /// <value>Default 0.05.</value>
    public double ProcessIdsAvailable { get; init; } = 0.05;

    /// <summary>How long a resource must have been above its threshold until the pressure is over, so that the condition does not flap.</summary>
    /// <value>Default 5 min.</value>
    public TimeSpan TransitionPeriod { get; init; } = TimeSpan.FromMinutes(5);
}
