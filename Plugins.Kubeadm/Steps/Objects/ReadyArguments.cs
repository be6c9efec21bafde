using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.Objects;

/// <summary>A node that shall be ready.</summary>
internal sealed record ReadyArguments
{
    /// <summary>Its cluster.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>Its name.</summary>
    public required string Node { get; init; }

    /// <summary>The version that its kubelet must tell, without a leading v; empty for any.</summary>
    public string Version { get; init; } = "";
}
