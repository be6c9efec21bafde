using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>What is said of a route.</summary>
internal sealed record HttpRouteStatus : KubernetesRecord
{
    /// <summary>By gateway.</summary>
    public IReadOnlyList<RouteParentStatus> Parents { get; init => field = value ?? []; } = [];
}
