using Reeve.Kubernetes;

namespace Reeve.Runtime.Pods.Store;

/// <summary>What was intended with a pod: on disk before the backend hears of it.</summary>
internal sealed record PodIntent
{
    /// <summary>The pod's UID.</summary>
    public required string Uid { get; init; }

    /// <summary>The source's name.</summary>
    public required string Source { get; init; }

    /// <summary>The key within the source.</summary>
    public required string Key { get; init; }

    /// <summary>The digest that the source gave.</summary>
    public required string Hash { get; init; }

    /// <summary>The pod came with a UID, from an API server, which is told when nothing of it is left.</summary>
    public bool Identified { get; init; }

    /// <summary>How many pods of this key there were before it.</summary>
    public int Generation { get; init; }

    /// <summary>When the pod was taken on; its <c>status.startTime</c>.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The pod was stopped together with the agent, and does not run again under this UID.</summary>
    public bool Stopped { get; init; }

    /// <summary>The pod was refused, and was never handed to the backend.</summary>
    public bool Refused { get; init; }

    /// <summary>The pod as the source gave it, with its UID.</summary>
    public required Pod Manifest { get; init; }
}
