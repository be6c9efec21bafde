using Reeve.Clusters;

namespace Reeve.Runtime.Operations;

/// <summary>Reaches the APIs of the agent's own clusters. Thread-safe.</summary>
public interface IClusterApiSource
{
    /// <summary>The API of a cluster; whether it answers is seen by asking it.</summary>
    /// <param name="cluster">The cluster.</param>
    IClusterApi Get(ClusterId cluster);
}
