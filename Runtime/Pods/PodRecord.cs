using Reeve.Kubernetes;

namespace Reeve.Runtime.Pods;

/// <summary>A pod and what is known of it. Immutable.</summary>
public sealed record PodRecord
{
    /// <summary>The pod with its UID and its status.</summary>
    public required Pod Pod { get; init; }

    /// <summary>The name of the source that it came from.</summary>
    public required string Source { get; init; }

    /// <summary>Its key within the source.</summary>
    public required string SourceKey { get; init; }

    /// <summary>What the backend calls it, for people.</summary>
    public string? BackendHandle { get; init; }

    /// <summary>Whether it has ended for good: its phase is Succeeded or Failed.</summary>
    public bool Finished => Pod.Status.Phase is PodPhases.Succeeded or PodPhases.Failed;

    /// <summary>The pod's UID.</summary>
    public string Uid => Pod.Metadata.Uid ?? "";
}
