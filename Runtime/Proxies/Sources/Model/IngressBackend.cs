using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>Where requests go.</summary>
internal sealed record IngressBackend : KubernetesRecord
{
    /// <summary>A service.</summary>
    public IngressServiceBackend? Service { get; init; }
}
