using Reeve.Kubernetes;

namespace Reeve.Runtime.Kubernetes.Events;

/// <summary>An event with its like ones. Not thread-safe.</summary>
internal sealed class SentEvent
{
    /// <summary>As it is to be in the API.</summary>
    public Event? Event { get; set; }

    /// <summary>Whether the API has it.</summary>
    public bool IsStored { get; set; }
}
