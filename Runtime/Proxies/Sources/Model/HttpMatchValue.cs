using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>A value that a request has.</summary>
internal sealed record HttpMatchValue : KubernetesRecord
{
    /// <summary><c>Exact</c>, <c>PathPrefix</c> or <c>RegularExpression</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Of a header or parameter: its name.</summary>
    public string? Name { get; init; }

    /// <summary>The value.</summary>
    public string Value { get; init => field = value ?? ""; } = "";
}
