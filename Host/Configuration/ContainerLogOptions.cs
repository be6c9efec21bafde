namespace Reeve.Host.Configuration;

/// <summary>Settings of the logs of containers.</summary>
internal sealed record ContainerLogOptions
{
    /// <summary>Size in bytes at which a file is rotated.</summary>
    [Setting("The size at which a container's log file is rotated, as a quantity such as `10Mi`.")]
    public ByteSize MaxSize { get; init; } = new(10 * 1024 * 1024);

    /// <summary>Files kept.</summary>
    [Setting("How many log files are kept for each container, the current one included; at least 2.")]
    public int MaxFiles { get; init; } = 5;
}
