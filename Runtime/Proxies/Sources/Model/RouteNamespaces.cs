using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>Namespaces of routes.</summary>
internal sealed record RouteNamespaces : KubernetesRecord
{
    /// <summary><c>Same</c>, <c>All</c> or <c>Selector</c>; default Same.</summary>
    public string? From { get; init; }
}
