namespace Reeve.Host.Clusters.Wire;

/// <summary>What names a cluster.</summary>
internal sealed record MetadataDocument
{
    /// <summary>The cluster's name.</summary>
    public string? Name { get; set; }
}
