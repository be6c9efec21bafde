namespace Reeve.Host.Packages.Wire;

/// <summary>A plugin in a lock file.</summary>
internal sealed record LockedPlugin
{
    /// <summary>The plugin's own package.</summary>
    public LockedPackage Package { get; set; } = new();

    /// <summary>The range that updates keep to; null for any version.</summary>
    public string? Range { get; set; }

    /// <summary>The packages that it needs and the host does not share, in the order of their ids.</summary>
    public IReadOnlyList<LockedPackage> Dependencies { get; set; } = [];
}
