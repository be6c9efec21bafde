using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Statuses;

/// <summary>All that a pod's status is computed from.</summary>
internal sealed record PodStatusInput
{
    /// <summary>The pod with defaults.</summary>
    public required Pod Pod { get; init; }

    /// <summary>The status before; gives the times of transitions, and what the backend does not say at the moment.</summary>
    public PodStatus? Previous { get; init; }

    /// <summary>What the backend reports; null if it has not.</summary>
    public PodReport? Report { get; init; }

    /// <summary>Set if the core itself refused or ended the pod.</summary>
    public PodFailure? Failure { get; init; }

    /// <summary>Why containers cannot be configured, by name.</summary>
    public IReadOnlyDictionary<string, string> ContainerProblems { get; init; } = new Dictionary<string, string>();

    /// <summary>Why the pod is not with the backend yet.</summary>
    public string? WaitingReason { get; init; }

    /// <summary>More about it.</summary>
    public string? WaitingMessage { get; init; }

    /// <summary>Whether containers that have ended stay ended whatever their restart policy: the pod was stopped.</summary>
    public bool Ended { get; init; }

    /// <summary>Whether the core ends the pod, which will have failed however its containers end: until then it has not ended.</summary>
    public bool Failing { get; init; }

    /// <summary>Whether nothing of the pod is left: a container that the backend last called running or waiting has ended unseen.</summary>
    public bool Released { get; init; }

    /// <summary>What becomes of a change of the pod's resources, where the core itself decided.</summary>
    public PodChangeResult? Resize { get; init; }

    /// <summary>When the pod was taken on.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>Now.</summary>
    public required DateTimeOffset Now { get; init; }
}
