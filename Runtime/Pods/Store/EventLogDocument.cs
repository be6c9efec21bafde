using Reeve.Kubernetes;

namespace Reeve.Runtime.Pods.Store;

/// <summary>Events of pods that are gone and of the node itself.</summary>
internal sealed record EventLogDocument
{
    /// <summary>The events, oldest first.</summary>
    public IReadOnlyList<Event> Events { get; init; } = [];
}
