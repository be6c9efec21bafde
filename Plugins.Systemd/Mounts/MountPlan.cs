namespace Reeve.Plugins.Systemd.Mounts;

/// <summary>What a container sees of the machine's file system besides what everybody sees.</summary>
internal sealed record MountPlan
{
    /// <summary>Volumes: source, place, and whether it is for reading only.</summary>
    public required IReadOnlyList<(string Source, string Target, bool ReadOnly)> Volumes { get; init; }

    /// <summary>
    /// Directories of the machine that get stand-ins with the same entries, because a place is missing in them; the value has the
    /// places to be made below, and whether each is a directory.
    /// </summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<(string Relative, bool IsDirectory)>> Covers { get; init; }
}
