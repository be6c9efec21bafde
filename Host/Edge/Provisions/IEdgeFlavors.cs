using Reeve.Runtime.Clusters;

namespace Reeve.Host.Edge.Provisions;

/// <summary>Flavors of whole clusters. Thread-safe.</summary>
internal interface IEdgeFlavors
{
    /// <summary>What a cluster of a flavor is to be; null if there is none of that name.</summary>
    /// <param name="name">Its name; null for the flavor of clusters for which none is asked.</param>
    ClusterDesired? Find(string? name);
}
