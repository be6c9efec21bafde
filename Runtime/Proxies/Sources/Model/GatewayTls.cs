using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>TLS of a listener.</summary>
internal sealed record GatewayTls : KubernetesRecord
{
    /// <summary><c>Terminate</c> or <c>Passthrough</c>; default Terminate.</summary>
    public string? Mode { get; init; }

    /// <summary>Secrets with certificates.</summary>
    public IReadOnlyList<SourceReference> CertificateRefs { get; init => field = value ?? []; } = [];
}
