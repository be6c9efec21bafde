namespace Reeve.Plugins.Slurm;

/// <summary>Options of the Slurm provider; the schema is in <c>plugin.json</c>.</summary>
public sealed record SlurmOptions
{
    /// <summary>The directory for pods, on the file system that login and compute nodes share: absolute, or below the remote user's home.</summary>
    /// <value><c>.reeve</c>.</value>
    public string Directory { get; set; } = ".reeve";

    /// <summary>The partition that this node stands for.</summary>
    /// <value>Null: the cluster's default partition.</value>
    public string? Partition { get; set; }

    /// <summary>How containers run.</summary>
    public Jobs.ContainerOptions Containers { get; set; } = new();
}
