namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>The container runtime of a cluster.</summary>
internal sealed record RuntimeDocument
{
    /// <summary>Whether <see cref="ClusterCri"/> counts.</summary>
    public bool? CustomiseClusterRuntime { get; set; }

    /// <summary>A registry of one's own.</summary>
    public RegistryDocument? ClusterCri { get; set; }
}
