namespace Reeve.Runtime.Clusters.Flavors;

/// <summary>A flavor on disk; also one that was removed, so that no number of a revision is given twice.</summary>
internal sealed record FlavorDocument
{
    public string Name { get; set; } = "";

    public string Tenant { get; set; } = "";

    /// <summary>Empty for a flavor that was removed.</summary>
    public IReadOnlyList<FlavorRevision> Revisions { get; set; } = [];

    /// <summary>The last number that was given.</summary>
    public int LastRevision { get; set; }
}
