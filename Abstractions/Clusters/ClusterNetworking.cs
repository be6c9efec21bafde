namespace Reeve.Clusters;

/// <summary>The network of a cluster.</summary>
public sealed record ClusterNetworking
{
    /// <summary>Pod subnets in CIDR form: one, or one for each address family.</summary>
    public IReadOnlyList<string> PodSubnets { get; init; } = [];

    /// <summary>Service subnets in CIDR form, of the same families in the same order.</summary>
    public IReadOnlyList<string> ServiceSubnets { get; init; } = [];

    /// <summary>Domain of the cluster's DNS.</summary>
    public string DnsDomain { get; init; } = "cluster.local";

    /// <summary>Network plugin, or null for the distribution's own.</summary>
    public ClusterAddon? Cni { get; init; }
}
