using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>A certificate of an ingress.</summary>
internal sealed record IngressTls : KubernetesRecord
{
    /// <summary>Hosts that it is for.</summary>
    public IReadOnlyList<string> Hosts { get; init => field = value ?? []; } = [];

    /// <summary>The secret with the certificate and its key.</summary>
    public string? SecretName { get; init; }
}
