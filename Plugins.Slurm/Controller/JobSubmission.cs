namespace Reeve.Plugins.Slurm.Controller;

/// <summary>A job to submit.</summary>
internal sealed record JobSubmission
{
    /// <summary>Its name, made from the pod's identity alone.</summary>
    public required string Name { get; init; }

    /// <summary>Its comment, by which an agent that has lost everything finds its jobs.</summary>
    public required string Comment { get; init; }

    /// <summary>Its working directory, absolute.</summary>
    public required string Directory { get; init; }

    /// <summary>The batch script, which also is in <see cref="ScriptPath"/>. Without <c>#SBATCH</c> lines.</summary>
    public required string Script { get; init; }

    /// <summary>Where the script is, absolute.</summary>
    public required string ScriptPath { get; init; }

    /// <summary>Options of sbatch by their long names, checked; name, comment, directory and output are not among them.</summary>
    public IReadOnlyList<JobOption> Options { get; init; } = [];

    /// <summary>Where the batch script's own output goes, absolute.</summary>
    public required string OutputPath { get; init; }
}
