using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>Who may attach to a listener.</summary>
internal sealed record AllowedRoutes : KubernetesRecord
{
    /// <summary>From which namespaces.</summary>
    public RouteNamespaces? Namespaces { get; init; }
}
