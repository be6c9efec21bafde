using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>Routes of HTTP requests to services (<c>gateway.networking.k8s.io/v1</c>).</summary>
internal sealed record HttpRoute() : KubernetesObject("gateway.networking.k8s.io/v1", "HTTPRoute")
{
    /// <summary>What is wanted.</summary>
    public HttpRouteSpec Spec { get; init => field = value ?? new(); } = new();

    /// <summary>What was last said of it.</summary>
    public HttpRouteStatus Status { get; init => field = value ?? new(); } = new();
}
