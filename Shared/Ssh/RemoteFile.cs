namespace Reeve.Ssh;

/// <summary>A file, directory or symbolic link to write elsewhere.</summary>
public sealed record RemoteFile
{
    /// <summary>Path below the tree, with <c>/</c>, normalised, without <c>..</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The bytes of a file.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>What a symbolic link points to, as written; null for anything else.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>Whether it is a directory.</summary>
    public bool IsDirectory { get; init; }

    /// <summary>Permission bits; not used for links.</summary>
    /// <value>0600 (octal).</value>
    public int Mode { get; init; } = 0x180;
}
