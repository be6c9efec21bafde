using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.Objects;

/// <summary>A node that shall be ready.</summary>
internal sealed record ReadyArguments
{
    /// <summary>Its cluster.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>Its name.</summary>
    public required string Node { get; init; }
}
