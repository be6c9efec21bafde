namespace Reeve.Kubernetes;

/// <summary>A piece of storage of the cluster.</summary>
public sealed record PersistentVolume() : KubernetesObject("v1", "PersistentVolume")
{
    /// <summary>What the volume is.</summary>
    public PersistentVolumeSpec Spec { get; init => field = value ?? Blank<PersistentVolumeSpec>.Value; } = Blank<PersistentVolumeSpec>.Value;

    /// <summary>What was last observed.</summary>
    public PersistentVolumeStatus Status { get; init => field = value ?? Blank<PersistentVolumeStatus>.Value; } = Blank<PersistentVolumeStatus>.Value;
}
