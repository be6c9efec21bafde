using Reeve.Runtime.Clusters;

namespace Reeve.Host.Edge.Provisions;

/// <summary>No flavors: whatever is asked for is not there.</summary>
internal sealed class NoFlavors : IEdgeFlavors
{
    /// <inheritdoc/>
    public ClusterDesired? Find(string? name) => null;
}
