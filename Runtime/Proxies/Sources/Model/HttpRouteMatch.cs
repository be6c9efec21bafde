using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>Requests.</summary>
internal sealed record HttpRouteMatch : KubernetesRecord
{
    /// <summary>Their path.</summary>
    public HttpMatchValue? Path { get; init; }

    /// <summary>Headers that they have.</summary>
    public IReadOnlyList<HttpMatchValue> Headers { get; init => field = value ?? []; } = [];

    /// <summary>Parameters that they have.</summary>
    public IReadOnlyList<HttpMatchValue> QueryParams { get; init => field = value ?? []; } = [];

    /// <summary>Their method; null for all.</summary>
    public string? Method { get; init; }
}
