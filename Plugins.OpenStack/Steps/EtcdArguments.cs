using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Distributions;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>A master that leaves etcd.</summary>
internal sealed record EtcdArguments
{
    /// <summary>The cluster.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>Its node's name.</summary>
    public required string Node { get; init; }

    /// <summary>The master from which etcd is asked.</summary>
    public required string Via { get; init; }

    /// <summary>The distribution, whose etcd it is.</summary>
    public string Distribution { get; set; } = KubeadmDistribution.DistributionName;
}
