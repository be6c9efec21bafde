using Reeve.Workloads;

namespace Reeve.Containers;

/// <summary>The state of one attempt as the driver sees it. Immutable.</summary>
public sealed record ContainerObservation
{
    /// <summary>The attempt.</summary>
    public required ContainerId Id { get; init; }

    /// <summary>Running or terminated.</summary>
    public required ContainerRunState State { get; init; }

    /// <summary>When its program started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When its main process ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The exit code; 128 + n if signal n ended it.</summary>
    public int ExitCode { get; init; }

    /// <summary>The signal that ended it, or 0.</summary>
    public int Signal { get; init; }

    /// <summary>Whether the kernel ended it for want of memory.</summary>
    public bool OomKilled { get; init; }

    /// <summary>
    /// A reason where the driver knows better than exit code and signal say: <c>StartError</c>, <c>ContainerCannotRun</c>,
    /// <c>ContainerStatusUnknown</c>. Null otherwise: the engine names it.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>More about <see cref="Reason"/>, for people.</summary>
    public string? Message { get; init; }

    /// <summary>What the backend calls it, for <c>containerID</c>; null for the id's token.</summary>
    public string? BackendId { get; init; }

    /// <summary>The main process's id on this machine, while it runs and where there is one.</summary>
    public int? ProcessId { get; init; }
}
