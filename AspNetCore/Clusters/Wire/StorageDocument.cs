namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>The storage of a cluster.</summary>
internal sealed record StorageDocument
{
    /// <summary>The storage plugin.</summary>
    public AddonDocument? ClusterCsi { get; set; }
}
