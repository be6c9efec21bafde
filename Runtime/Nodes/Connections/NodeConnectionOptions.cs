using Reeve.Runtime.Kubernetes.Connections.Kubeconfigs;

namespace Reeve.Runtime.Nodes.Connections;

/// <summary>By which identity a node reaches its cluster.</summary>
public sealed record NodeConnectionOptions
{
    /// <summary>The node's name.</summary>
    public required string Node { get; init; }

    /// <summary>Where the kubeconfig is looked for.</summary>
    public required KubeconfigOptions Kubeconfig { get; init; }

    /// <summary>A kubeconfig with a bootstrap token; null for none.</summary>
    public string? BootstrapKubeconfig { get; init; }

    /// <summary>Where certificates that the cluster signed are kept, with their keys.</summary>
    public required string CertificateDirectory { get; init; }
}
