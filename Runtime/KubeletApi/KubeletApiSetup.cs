using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Reeve.Plugins;
using Reeve.Runtime.KubeletApi.Metrics;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Nodes.Certificates;
using Reeve.Runtime.Pods;
using Reeve.Workloads;

namespace Reeve.Runtime.KubeletApi;

/// <summary>What the kubelet API of one node works with. What is given as a function is asked anew for each use, and must answer at once.</summary>
public sealed record KubeletApiSetup
{
    /// <summary>The node's name in the cluster.</summary>
    public required string NodeName { get; init; }

    /// <summary>Whose pods they are.</summary>
    public required Owner Owner { get; init; }

    /// <summary>The node's pods.</summary>
    public required IPodStateReader Pods { get; init; }

    /// <summary>Runs them; asked for its capabilities.</summary>
    public required IProvider Provider { get; init; }

    /// <summary>The provider's name, for errors.</summary>
    public required string ProviderName { get; init; }

    /// <summary>The cluster, asked whose a token is and who may do what.</summary>
    public required IKubernetesApi Api { get; init; }

    /// <summary>
    /// The certificate for new connections; null refuses them. Connections that stand are not touched when it changes.
    /// </summary>
    public required Func<CertificateBundle?> ServingCertificate { get; init; }

    /// <summary>Authorities of clients' certificates; empty or null accepts none. Give a new collection when they change.</summary>
    public required Func<X509Certificate2Collection?> ClientAuthorities { get; init; }

    /// <summary>Where it listens, and its limits.</summary>
    public KubeletApiOptions Options { get; init; } = new();

    /// <summary>What the backend offers, where it has said so. A node that is no machine has no figures of this machine.</summary>
    public Func<NodeDescription?> Node { get; init; } = static () => null;

    /// <summary>The client certificate that the node renews; null where it has another identity.</summary>
    public Func<ClientCertificateState?> ClientCertificate { get; init; } = static () => null;

    /// <summary>A directory on the disk whose use is the node's.</summary>
    public string DataDirectory { get; init; } = "/";

    /// <summary>Bytes that images take on the disk of <see cref="DataDirectory"/>; null where none are kept, or it is not known.</summary>
    public Func<long?> ImageBytes { get; init; } = static () => null;

    /// <summary>The process's own metrics for <c>/metrics</c>; null for none.</summary>
    public MetricsCollector? Metrics { get; init; }

    /// <summary>What <c>/healthz</c> asks besides whether the server answers.</summary>
    public IReadOnlyList<KubeletHealthCheck> HealthChecks { get; init; } = [];

    /// <summary>Further fields of <c>kubeletconfig</c> in <c>/configz</c>, by their names in <c>kubelet.config.k8s.io/v1beta1</c>.</summary>
    public Func<JsonObject>? Configuration { get; init; }
}
