using Reeve.Runtime.KubeletApi;
using Reeve.Runtime.Kubernetes.Connections.Kubeconfigs;
using Reeve.Runtime.Nodes;
using Reeve.Runtime.Nodes.Certificates;
using Reeve.Runtime.Pods;

namespace Reeve.Runtime.Hosting.Nodes;

/// <summary>One node of a cluster, as an agent is to be it.</summary>
public sealed record NodeAgentOptions
{
    /// <summary>How the node presents itself.</summary>
    public required NodeOptions Node { get; init; }

    /// <summary>What runs its pods.</summary>
    public required NodeBackendOptions Backend { get; init; }

    /// <summary>The node's own state directory: an absolute path; made with mode 0700.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>How the cluster is reached.</summary>
    public KubeconfigOptions Kubeconfig { get; init; } = new();

    /// <summary>A kubeconfig with a bootstrap token, by which the node asks for its client certificate; null for none.</summary>
    public string? BootstrapKubeconfig { get; init; }

    /// <summary>A kubeconfig of its own for the Secrets with which a provider reaches its backend; null to read them as the node.</summary>
    public string? CredentialsKubeconfig { get; init; }

    /// <summary>Where the kubelet API listens.</summary>
    public KubeletApiOptions Kubelet { get; init; } = new();

    /// <summary>PEM file of the kubelet API's certificate, with its chain; null to have the cluster sign one.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>PEM file of that certificate's key.</summary>
    public string? KeyFile { get; init; }

    /// <summary>What happens until the cluster has signed the certificate.</summary>
    /// <value><see cref="ServingCertificatePolicy.SelfSigned"/>.</value>
    public ServingCertificatePolicy ServingCertificate { get; init; } = ServingCertificatePolicy.SelfSigned;

    /// <summary>PEM file of the authorities whose client certificates the kubelet API accepts; null for the cluster's own.</summary>
    public string? ClientAuthorities { get; init; }

    /// <summary>What pods that cannot reach service addresses are told as the address of the API server; null for that of the kubeconfig.</summary>
    public ServiceEndpoint? KubernetesApi { get; init; }

    /// <summary>A directory, or a file, with manifests of static pods; null for none.</summary>
    public string? StaticPods { get; init; }

    /// <summary>How long pods may take to end when the agent ends, critical ones last. With zero they go on, and the next agent adopts them.</summary>
    /// <value>Zero.</value>
    public TimeSpan ShutdownGracePeriod { get; init; }

    /// <summary>The part of it that is kept for critical pods (priority 2000000000 and above).</summary>
    /// <value>Zero.</value>
    public TimeSpan ShutdownGracePeriodCriticalPods { get; init; }

    /// <summary>Whether pods end with the agent although <see cref="ShutdownGracePeriod"/> is zero: each within its own grace period.</summary>
    /// <value>False.</value>
    public bool StopWorkloads { get; init; }

    /// <summary>Told how far the start has come; must return at once.</summary>
    public Action<string> Progress { get; init; } = static _ => { };
}
