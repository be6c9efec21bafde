using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>Requests, and where they go.</summary>
internal sealed record HttpRouteRule : KubernetesRecord
{
    /// <summary>Requests; empty for all.</summary>
    public IReadOnlyList<HttpRouteMatch> Matches { get; init => field = value ?? []; } = [];

    /// <summary>What is done to them.</summary>
    public IReadOnlyList<HttpRouteFilter> Filters { get; init => field = value ?? []; } = [];

    /// <summary>Where they go.</summary>
    public IReadOnlyList<SourceReference> BackendRefs { get; init => field = value ?? []; } = [];
}
