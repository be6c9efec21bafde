namespace Reeve.Plugins.Slurm.Controller;

/// <summary>How the controller is reached.</summary>
public sealed record ControllerOptions
{
    /// <summary><c>commands</c>: sbatch, squeue and their like on the login node; <c>rest</c>: slurmrestd.</summary>
    /// <value><c>commands</c>.</value>
    public string Transport { get; set; } = "commands";

    /// <summary>The directory of Slurm's commands on the login node, absolute.</summary>
    /// <value>Null: wherever the remote user's search path finds them.</value>
    public string? CommandDirectory { get; set; }

    /// <summary>Environment variables for Slurm's commands: <c>SLURM_CONF</c>, <c>SLURM_CLUSTERS</c>. Visible to nobody else; no secrets all the same.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; set; } = new Dictionary<string, string>();

    /// <summary>How long one command of Slurm may take, seconds; sbatch itself tries for up to two minutes while the controller is full.</summary>
    /// <value>60.</value>
    public int CommandTimeoutSeconds { get; set; } = 60;

    /// <summary>How slurmrestd is reached.</summary>
    public Rest.RestOptions Rest { get; set; } = new();
}
