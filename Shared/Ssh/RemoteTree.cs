namespace Reeve.Ssh;

/// <summary>A directory to write elsewhere.</summary>
public sealed record RemoteTree
{
    /// <summary>Its absolute path.</summary>
    public required string Directory { get; init; }

    /// <summary>Everything in it, directories before what they hold.</summary>
    public required IReadOnlyList<RemoteFile> Files { get; init; }

    /// <summary>Whether a directory that is there already is left as it is; otherwise it is replaced.</summary>
    public bool KeepExisting { get; init; }
}
