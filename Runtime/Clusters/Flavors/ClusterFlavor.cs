namespace Reeve.Runtime.Clusters.Flavors;

/// <summary>A kind of clusters by a name: how many machines of what sort, networks, versions. Immutable; later revisions are other values.</summary>
public sealed record ClusterFlavor
{
    /// <summary>Its name, unique for its tenant: lower-case letters, digits, dots and dashes, at most 63.</summary>
    public string Name { get; set; } = "";

    /// <summary>Whose it is; empty for one that all tenants share.</summary>
    public string Tenant { get; set; } = "";

    /// <summary>Its revisions, the oldest first; at least one.</summary>
    public IReadOnlyList<FlavorRevision> Revisions { get; set; } = [];

    /// <summary>The newest one, which new clusters are made from.</summary>
    public FlavorRevision Current => Revisions[^1];

    /// <summary>A revision, or null if there is none of this number.</summary>
    /// <param name="number">Its number; 0 for the newest.</param>
    public FlavorRevision? Find(int number) => number == 0 ? Current : Revisions.FirstOrDefault(revision => revision.Number == number);
}
