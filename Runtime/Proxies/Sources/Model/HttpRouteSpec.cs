using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>What is wanted of a route.</summary>
internal sealed record HttpRouteSpec : KubernetesRecord
{
    /// <summary>Gateways that it attaches to.</summary>
    public IReadOnlyList<SourceReference> ParentRefs { get; init => field = value ?? []; } = [];

    /// <summary>Hosts; empty for those of the gateway.</summary>
    public IReadOnlyList<string> Hostnames { get; init => field = value ?? []; } = [];

    /// <summary>Rules.</summary>
    public IReadOnlyList<HttpRouteRule> Rules { get; init => field = value ?? []; } = [];
}
