namespace Reeve.Workloads;

/// <summary>The state of one container of a pod. Immutable.</summary>
public sealed record ContainerReport
{
    /// <summary>The container's name.</summary>
    public required string Name { get; init; }

    /// <summary>The attempt that this state belongs to: the container's <c>restartCount</c>.</summary>
    public int Attempt { get; init; }

    /// <summary>Waiting, running or terminated.</summary>
    public required ContainerRunState State { get; init; }

    /// <summary>Why it waits or ended, one CamelCase word: <c>CrashLoopBackOff</c>, <c>Completed</c>, <c>OOMKilled</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>More about the reason; of a terminated container its termination message.</summary>
    public string? Message { get; init; }

    /// <summary>Exit code of a terminated container; 128 + n if signal n ended it.</summary>
    public int ExitCode { get; init; }

    /// <summary>The signal that ended it, or 0.</summary>
    public int Signal { get; init; }

    /// <summary>When this attempt started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When this attempt ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Whether the startup probe passed (true if there is none and it runs).</summary>
    public bool Started { get; init; }

    /// <summary>Whether it serves: readiness probe passed, or there is none and it runs.</summary>
    public bool Ready { get; init; }

    /// <summary>The image as resolved, for <c>status.image</c>; null for the one in the spec.</summary>
    public string? Image { get; init; }

    /// <summary>Digest or other id of the image, for <c>status.imageID</c>.</summary>
    public string? ImageId { get; init; }

    /// <summary>The backend's name of this run, for <c>status.containerID</c> (<c>&lt;provider&gt;://…</c>).</summary>
    public string? BackendId { get; init; }

    /// <summary>The end of the attempt before this one, for <c>lastState</c>.</summary>
    public ContainerReport? Last { get; init; }

    /// <summary>Resources in force, where they differ from the spec (after a resize).</summary>
    public Kubernetes.ResourceRequirements? Resources { get; init; }
}
