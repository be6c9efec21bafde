using Reeve.Runtime.Clusters.Flavors;

namespace Reeve.Host.Edge.Provisions;

/// <inheritdoc/>
/// <param name="flavors">The agent's flavors.</param>
internal sealed class EdgeFlavors(IClusterFlavors flavors) : IEdgeFlavors
{
    /// <inheritdoc/>
    public ClusterFlavor? Find(string tenant, string? name) => name is null ? flavors.Usual : flavors.Resolve(tenant, name);
}
