namespace Reeve.Kubernetes;

/// <summary>How a volume is given to containers.</summary>
public static class VolumeModes
{
    /// <summary>As a block device.</summary>
    public const string Block = "Block";

    /// <summary>As a file system.</summary>
    public const string Filesystem = "Filesystem";
}
