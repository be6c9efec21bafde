using Reeve.Runtime.Clusters.Tenants;

namespace Reeve.Runtime.Clusters;

/// <summary>What follows from how a cluster is to be reached from outside. Pure.</summary>
public static class ClusterEdges
{
    /// <summary>The port of an API server where nothing else is said.</summary>
    public const int ApiPort = 6443;

    /// <summary>The condition that says whether what is wanted of <see cref="ClusterEdge"/> is in place.</summary>
    public const string Condition = "EdgeReady";

    /// <summary>The name of a cluster in DNS; empty for none.</summary>
    /// <param name="edge">What is wanted.</param>
    /// <param name="tenant">The cluster's tenant; empty for none.</param>
    /// <param name="cluster">The cluster's name.</param>
    public static string NameOf(ClusterEdge edge, string tenant, string cluster)
    {
        ArgumentNullException.ThrowIfNull(edge);
        return edge.Name.Replace("{cluster}", cluster, StringComparison.Ordinal).Replace("{tenant}", ClusterKey.Shown(tenant), StringComparison.Ordinal);
    }

    /// <summary>The ports that are wanted: those that are stated, or the API server's.</summary>
    /// <param name="edge">What is wanted.</param>
    public static IReadOnlyList<ClusterEdgePort> PortsOf(ClusterEdge edge)
    {
        ArgumentNullException.ThrowIfNull(edge);
        return edge.Ports.Count > 0 ? edge.Ports : [new ClusterEdgePort { Listen = ApiPort }];
    }
}
