namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>Several clusters.</summary>
internal sealed record ClusterListDocument
{
    /// <summary>The clusters, by name.</summary>
    public List<ClusterDocument> Items { get; set; } = [];
}
