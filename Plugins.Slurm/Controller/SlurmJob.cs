namespace Reeve.Plugins.Slurm.Controller;

/// <summary>A job as Slurm describes it.</summary>
internal sealed record SlurmJob
{
    /// <summary>Its id.</summary>
    public required long Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its comment; empty if it has none or accounting does not store them.</summary>
    public string Comment { get; init; } = "";

    /// <summary>The user that it belongs to.</summary>
    public string User { get; init; } = "";

    /// <summary>Its state.</summary>
    public required JobState State { get; init; }

    /// <summary>Why it waits, or ended: <c>Priority</c>, <c>Resources</c>, <c>QOSMaxJobsPerUserLimit</c>; empty for none.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Exit code of the batch script.</summary>
    public int ExitCode { get; init; }

    /// <summary>The signal that ended it, or 0.</summary>
    public int Signal { get; init; }

    /// <summary>How often it was put back into the queue.</summary>
    public int Requeues { get; init; }

    /// <summary>When it was submitted.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>When it started, or is expected to start while it waits.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The compute nodes, as Slurm writes lists: <c>node[1-3]</c>; empty while it waits.</summary>
    public string Nodes { get; init; } = "";

    /// <summary>The node that the batch script runs on; empty if not known.</summary>
    public string BatchNode { get; init; } = "";

    /// <summary>The partition.</summary>
    public string Partition { get; init; } = "";

    /// <summary>Who cancelled it, as Slurm says: a user's name or number; empty if nobody did or it is not known.</summary>
    public string CancelledBy { get; init; } = "";

    /// <summary>Whether somebody other than its own user cancelled it; null if not known.</summary>
    public bool? CancelledByOther { get; init; }
}
