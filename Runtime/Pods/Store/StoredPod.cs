using Reeve.Kubernetes;

namespace Reeve.Runtime.Pods.Store;

/// <summary>All that the store holds of one pod.</summary>
internal sealed record StoredPod
{
    /// <summary>The pod's UID.</summary>
    public required string Uid { get; init; }

    /// <summary>The intent; null where only a tombstone is left.</summary>
    public PodIntent? Intent { get; init; }

    /// <summary>Set if the pod is to go.</summary>
    public PodTombstone? Tombstone { get; init; }

    /// <summary>The pod with its last known status; null if none was written or it was torn.</summary>
    public Pod? LastKnown { get; init; }

    /// <summary>What the backend calls it.</summary>
    public string? BackendHandle { get; init; }

    /// <summary>What happened to it.</summary>
    public IReadOnlyList<Event> Events { get; init; } = [];

    /// <summary>The pod as it is best known.</summary>
    public Pod? Pod => LastKnown ?? Intent?.Manifest;
}
