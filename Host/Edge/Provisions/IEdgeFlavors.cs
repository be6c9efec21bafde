using Reeve.Runtime.Clusters.Flavors;

namespace Reeve.Host.Edge.Provisions;

/// <summary>Flavors of whole clusters, as provisions name them. Thread-safe.</summary>
internal interface IEdgeFlavors
{
    /// <summary>The flavor that a tenant means; null if there is none of that name.</summary>
    /// <param name="tenant">The tenant; empty for none.</param>
    /// <param name="name">The flavor's name; null for the flavor of clusters for which none is asked.</param>
    ClusterFlavor? Find(string tenant, string? name);
}
