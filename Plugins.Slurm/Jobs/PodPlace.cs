namespace Reeve.Plugins.Slurm.Jobs;

/// <summary>Where a pod is on the cluster.</summary>
internal sealed record PodPlace
{
    /// <summary>The pod's directory on the shared file system, absolute; named by the pod's token.</summary>
    public required string Directory { get; init; }

    /// <summary>The partition to ask for; null for the cluster's default.</summary>
    public string? Partition { get; init; }

    /// <summary>The account to charge; null for the user's default.</summary>
    public string? Account { get; init; }
}
