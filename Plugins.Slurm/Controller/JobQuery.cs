namespace Reeve.Plugins.Slurm.Controller;

/// <summary>Which jobs to list.</summary>
internal sealed record JobQuery
{
    /// <summary>What their names begin with.</summary>
    public required string NamePrefix { get; init; }

    /// <summary>Ended jobs are looked for from this time on.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Whether to ask for the jobs that the controller has in memory: all that wait and run, and ended ones for some minutes.</summary>
    public bool IncludeQueue { get; init; } = true;

    /// <summary>Whether to ask the accounting for ended jobs too. A cluster without accounting answers as if it knew none.</summary>
    public bool IncludeHistory { get; init; } = true;

    /// <summary>What the accounting is asked for: these jobs alone; empty for all since <see cref="Since"/>.</summary>
    public IReadOnlyList<long> Jobs { get; init; } = [];
}
