namespace Reeve.Plugins.Slurm.Controller.Polling;

/// <summary>All jobs of one user under one name prefix at one time. Immutable; each is whole.</summary>
internal sealed record JobSnapshot
{
    /// <summary>The jobs by their ids: all that are listed, and all that were and are not forgotten.</summary>
    public required IReadOnlyDictionary<long, JobView> Jobs { get; init; }

    /// <summary>When the last complete listing was asked for: a job submitted before that time is in it.</summary>
    public required DateTimeOffset CompleteAt { get; init; }

    /// <summary>Whether the accounting answered when it was last asked; also true where the cluster has none.</summary>
    public required bool HasHistory { get; init; }

    /// <summary>Grows with each snapshot.</summary>
    public required long Revision { get; init; }
}
