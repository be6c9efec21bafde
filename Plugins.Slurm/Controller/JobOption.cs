namespace Reeve.Plugins.Slurm.Controller;

/// <summary>An option of sbatch.</summary>
/// <remarks>Source: sbatch(1).</remarks>
internal sealed record JobOption
{
    /// <summary>Its long name without dashes: <c>cpus-per-task</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its value; null if it takes none.</summary>
    public string? Value { get; init; }
}
