using Reeve.Kubernetes;

namespace Reeve.Workloads;

/// <summary>A directory that lives as long as the pod.</summary>
public sealed record EmptyDirVolume : VolumePlan
{
    /// <summary>Kept in memory (tmpfs).</summary>
    public bool Memory { get; init; }

    /// <summary>How much it may hold; a pod that goes over it is evicted.</summary>
    public Quantity? SizeLimit { get; init; }
}
