using Reeve.Kubernetes;

namespace Reeve.Workloads;

/// <summary>A persistent volume that a claim of the pod is bound to.</summary>
public sealed record ClaimVolume : VolumePlan
{
    /// <summary>The claim.</summary>
    public required PersistentVolumeClaim Claim { get; init; }

    /// <summary>The volume that it is bound to.</summary>
    public required PersistentVolume Volume { get; init; }

    /// <summary>Mounted for reading only.</summary>
    public bool ReadOnly { get; init; }
}
