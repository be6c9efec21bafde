namespace Reeve.Runtime.Proxies.Sources;

/// <summary>How the feeding of a proxy from a cluster goes. Immutable.</summary>
public sealed record KubernetesSourceStatus
{
    /// <summary>Why the proxy is not as the cluster wants it; null if it is.</summary>
    public string? Problem { get; init; }

    /// <summary>Objects that are served: <c>Service/default/web</c>.</summary>
    public IReadOnlyList<string> Served { get; init; } = [];

    /// <summary>What is not served, by object, each in one sentence.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Refused { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
