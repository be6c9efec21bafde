namespace Reeve.Plugins.Slurm.Controller.Polling;

/// <summary>What is known of a job by everything that was ever heard of it. Immutable.</summary>
internal sealed record JobView
{
    /// <summary>The job's id.</summary>
    public required long Id { get; init; }

    /// <summary>The job as it was last described; null while it was never seen.</summary>
    public SlurmJob? Job { get; init; }

    /// <summary>Where it is in its life. Never <see cref="JobPhase.Ended"/> merely because it is not listed.</summary>
    public JobPhase Phase { get; init; }

    /// <summary>One CamelCase word: why it waits (Slurm's own: <c>Priority</c>), or how it ended otherwise than by itself (<c>NodeFailure</c>); empty for none.</summary>
    public string Reason { get; init; } = "";

    /// <summary>A sentence for people that says the same; empty for none.</summary>
    public string Message { get; init; } = "";

    /// <summary>
    /// Whether it ended because Slurm or somebody ended it: the containers' own exit codes are then not the whole story, and <see cref="Reason"/> is the pod's.
    /// </summary>
    public bool WasEndedBySlurm { get; init; }

    /// <summary>
    /// Since when neither the controller nor the accounting knows it although both answered; null while one does. What became of it is then known by
    /// its own files alone.
    /// </summary>
    public DateTimeOffset? MissingSince { get; init; }
}
