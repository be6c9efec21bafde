namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>What names a cluster.</summary>
internal sealed record MetadataDocument
{
    /// <summary>The cluster's name.</summary>
    public string? Name { get; set; }

    /// <summary>Its tenant; not there for none.</summary>
    public string? Tenant { get; set; }
}
