namespace Reeve.Plugins.Slurm.Jobs;

/// <summary>A directory in manifests and where it is on the cluster.</summary>
public sealed record PathMapping
{
    /// <summary>As it is called in manifests; what is below it is mapped along.</summary>
    public string Path { get; set; } = "";

    /// <summary>Its place on the cluster, absolute.</summary>
    /// <value>Null: the same path.</value>
    public string? Target { get; set; }
}
