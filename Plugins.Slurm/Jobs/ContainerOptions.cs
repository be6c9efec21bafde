namespace Reeve.Plugins.Slurm.Jobs;

/// <summary>How containers run inside a job.</summary>
public sealed record ContainerOptions
{
    /// <summary><c>apptainer</c>, <c>singularity</c>, or <c>none</c>: programs of the compute node itself.</summary>
    /// <value><c>apptainer</c>.</value>
    public string Runtime { get; set; } = "apptainer";
}
