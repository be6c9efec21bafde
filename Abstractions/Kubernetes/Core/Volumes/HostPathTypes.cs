namespace Reeve.Kubernetes;

/// <summary>What must be at a host path.</summary>
public static class HostPathTypes
{
    /// <summary>Nothing is checked.</summary>
    public const string Unset = "";

    /// <summary>A directory, made if missing with 0755.</summary>
    public const string DirectoryOrCreate = "DirectoryOrCreate";

    /// <summary>A directory.</summary>
    public const string Directory = "Directory";

    /// <summary>A file, made if missing with 0644.</summary>
    public const string FileOrCreate = "FileOrCreate";

    /// <summary>A file.</summary>
    public const string File = "File";

    /// <summary>A Unix socket.</summary>
    public const string Socket = "Socket";

    /// <summary>A character device.</summary>
    public const string CharDevice = "CharDevice";

    /// <summary>A block device.</summary>
    public const string BlockDevice = "BlockDevice";
}
