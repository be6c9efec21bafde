namespace Reeve.Kubernetes;

/// <summary>A request for storage.</summary>
public sealed record PersistentVolumeClaim() : KubernetesObject("v1", "PersistentVolumeClaim")
{
    /// <summary>What is wanted.</summary>
    public PersistentVolumeClaimSpec Spec { get; init => field = value ?? Blank<PersistentVolumeClaimSpec>.Value; } = Blank<PersistentVolumeClaimSpec>.Value;

    /// <summary>What was last observed.</summary>
    public PersistentVolumeClaimStatus Status { get; init => field = value ?? Blank<PersistentVolumeClaimStatus>.Value; } = Blank<PersistentVolumeClaimStatus>.Value;
}
