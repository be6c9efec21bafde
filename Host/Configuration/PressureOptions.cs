namespace Reeve.Host.Configuration;

/// <summary>Settings of when a node is under pressure.</summary>
internal sealed record PressureOptions
{
    /// <summary>Memory.</summary>
    [Setting("MemoryPressure: less memory available than this, as a quantity such as `100Mi`.")]
    public ByteSize MemoryAvailable { get; init; } = new(100 * 1024 * 1024);

    /// <summary>Disk.</summary>
    [Setting("DiskPressure: less of the disk that holds the state directory available than this, in percent.")]
    public int DiskAvailablePercent { get; init; } = 10;

    /// <summary>Inodes.</summary>
    [Setting("DiskPressure: fewer of that disk's inodes available than this, in percent.")]
    public int InodesAvailablePercent { get; init; } = 5;

    /// <summary>Process ids.</summary>
    [Setting("PIDPressure: fewer of the system's process ids available than this, in percent.")]
    public int ProcessIdsAvailablePercent { get; init; } = 5;

    /// <summary>Transition period.</summary>
    [Setting("How long a resource must have been above its threshold until the pressure is over, such as `5m`.")]
    public Duration TransitionPeriod { get; init; } = new(TimeSpan.FromMinutes(5));
}
