namespace Reeve.Plugins.Slurm.Controller;

/// <summary>Which jobs to list.</summary>
internal sealed record JobQuery
{
    /// <summary>What their names begin with.</summary>
    public required string NamePrefix { get; init; }

    /// <summary>Ended jobs are looked for from this time on.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Whether to ask the accounting for ended jobs too; the queue alone remembers them for some minutes.</summary>
    public bool IncludeHistory { get; init; } = true;
}
