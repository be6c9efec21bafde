using System.Text.Json;

namespace Reeve.Runtime.Pods.Store;

/// <summary>What was last known of a pod: a cache that the backend overrules.</summary>
internal sealed record PodStatusDocument
{
    /// <summary>What the backend calls the pod.</summary>
    public string? BackendHandle { get; init; }

    /// <summary>The pod with its status.</summary>
    public required JsonElement Pod { get; init; }

    /// <summary>What happened to it.</summary>
    public IReadOnlyList<JsonElement> Events { get; init; } = [];
}
