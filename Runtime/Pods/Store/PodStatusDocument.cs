using Reeve.Kubernetes;

namespace Reeve.Runtime.Pods.Store;

/// <summary>What was last known of a pod: a cache that the backend overrules.</summary>
internal sealed record PodStatusDocument
{
    /// <summary>What the backend calls the pod.</summary>
    public string? BackendHandle { get; init; }

    /// <summary>The pod with its status.</summary>
    public required Pod Pod { get; init; }

    /// <summary>What happened to it.</summary>
    public IReadOnlyList<Event> Events { get; init; } = [];
}
