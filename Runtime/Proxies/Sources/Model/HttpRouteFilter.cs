using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>What is done to requests.</summary>
internal sealed record HttpRouteFilter : KubernetesRecord
{
    /// <summary><c>RequestHeaderModifier</c>, …</summary>
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>Headers of the request.</summary>
    public HeaderModifier? RequestHeaderModifier { get; init; }

    /// <summary>Headers of the answer.</summary>
    public HeaderModifier? ResponseHeaderModifier { get; init; }
}
