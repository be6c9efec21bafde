namespace Reeve.Workloads;

/// <summary>
/// The whole state of one pod as the backend knows it. A provider reports facts about containers; phase, conditions and the
/// rest of <c>status</c> are computed from them in one place, by the core.
/// </summary>
public sealed record PodReport
{
    /// <summary>The pod.</summary>
    public required PodId Id { get; init; }

    /// <summary>One item for each container that was started or waits for a reason; others count as waiting.</summary>
    public IReadOnlyList<ContainerReport> Containers { get; init; } = [];

    /// <summary>The pod's addresses, first the primary one; empty until known.</summary>
    public IReadOnlyList<string> PodIPs { get; init; } = [];

    /// <summary>Addresses of the machine that it runs on, first the primary one; empty until known.</summary>
    public IReadOnlyList<string> HostIPs { get; init; } = [];

    /// <summary>When the backend accepted the pod.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>When what is common to the containers (sandbox, allocation) stood.</summary>
    public DateTimeOffset? SandboxReadyAt { get; init; }

    /// <summary>
    /// Set when the pod as a whole was ended or refused by the backend (<c>DeadlineExceeded</c>, <c>Evicted</c>,
    /// <c>JobLost</c>): its phase is Failed whatever its containers say.
    /// </summary>
    public PodFailure? Failure { get; init; }

    /// <summary>Why it does not run yet (a queue's reason, e.g. <c>Priority</c>), for the pod's status.</summary>
    public string? WaitingReason { get; init; }

    /// <summary>More about <see cref="WaitingReason"/>, for people.</summary>
    public string? WaitingMessage { get; init; }

    /// <summary>What the backend calls it (a job id, a slice), for people: shown as an annotation and in <c>describe</c>.</summary>
    public string? BackendHandle { get; init; }

    /// <summary>Outcome of an in-place resize that is under way, as shown in the pod's conditions.</summary>
    public PodChangeResult? Resize { get; init; }

    /// <summary>What happened since the last report, for the pod's events.</summary>
    public IReadOnlyList<PodEvent> Events { get; init; } = [];

    /// <summary>Whether the pod is known to have reached a state from which it never runs again on its own.</summary>
    public bool Finished { get; init; }
}
