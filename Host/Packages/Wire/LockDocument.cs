namespace Reeve.Host.Packages.Wire;

/// <summary>A lock file: which plugins in which versions, with the hashes of what they are made of. Restored anywhere it gives the same trees.</summary>
internal sealed record LockDocument
{
    /// <summary>The version of this format.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version of the format that it is written in.</summary>
    public int Version { get; set; } = CurrentVersion;

    /// <summary>The plugins by package id, in the order of their ids.</summary>
    public IReadOnlyList<LockedPlugin> Plugins { get; set; } = [];
}
