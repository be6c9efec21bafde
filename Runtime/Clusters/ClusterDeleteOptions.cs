namespace Reeve.Runtime.Clusters;

/// <summary>How a cluster is removed. Immutable.</summary>
public sealed record ClusterDeleteOptions
{
    /// <summary>Whether its data (volumes, database) stay on the machine, where the provisioner can do that.</summary>
    /// <value>False.</value>
    public bool KeepData { get; init; }
}
