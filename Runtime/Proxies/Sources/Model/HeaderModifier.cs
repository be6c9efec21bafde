using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>Headers that are set and taken away.</summary>
internal sealed record HeaderModifier : KubernetesRecord
{
    /// <summary>Headers to set.</summary>
    public IReadOnlyList<HttpMatchValue> Set { get; init => field = value ?? []; } = [];

    /// <summary>Headers to add to.</summary>
    public IReadOnlyList<HttpMatchValue> Add { get; init => field = value ?? []; } = [];

    /// <summary>Headers to take away.</summary>
    public IReadOnlyList<string> Remove { get; init => field = value ?? []; } = [];
}
