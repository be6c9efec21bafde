namespace Reeve.Runtime.Linux;

/// <summary>How full a file system is, see statfs(2).</summary>
internal sealed record FileSystemUsage
{
    /// <summary>Its size.</summary>
    public required long TotalBytes { get; init; }

    /// <summary>What users other than root can still write.</summary>
    public required long AvailableBytes { get; init; }

    /// <summary>How many files it can hold; 0 where it has no such limit.</summary>
    public required long Inodes { get; init; }

    /// <summary>How many more files it can hold.</summary>
    public required long FreeInodes { get; init; }
}
