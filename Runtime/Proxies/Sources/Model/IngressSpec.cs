using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>What is wanted of an ingress.</summary>
internal sealed record IngressSpec : KubernetesRecord
{
    /// <summary>Whose it is.</summary>
    public string? IngressClassName { get; init; }

    /// <summary>Where requests go that no rule takes.</summary>
    public IngressBackend? DefaultBackend { get; init; }

    /// <summary>Rules.</summary>
    public IReadOnlyList<IngressRule> Rules { get; init => field = value ?? []; } = [];

    /// <summary>Certificates.</summary>
    public IReadOnlyList<IngressTls> Tls { get; init => field = value ?? []; } = [];
}
