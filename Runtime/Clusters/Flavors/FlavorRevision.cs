namespace Reeve.Runtime.Clusters.Flavors;

/// <summary>A flavor as it was said once. Never changes.</summary>
public sealed record FlavorRevision
{
    /// <summary>Its number: 1 for the first, and never given twice for one name.</summary>
    public int Number { get; set; }

    /// <summary>What it says.</summary>
    public FlavorContent Content { get; set; } = new();

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Who made it; empty for a plugin's.</summary>
    public string CreatedBy { get; set; } = "";

    /// <summary>The plugin that brought it along; empty for one that somebody made.</summary>
    public string Plugin { get; set; } = "";
}
