namespace Reeve.Kubernetes;

/// <summary>A claim made for the pod from a template.</summary>
public sealed record EphemeralVolumeSource : KubernetesRecord
{
    /// <summary>The template.</summary>
    public PersistentVolumeClaimTemplate? VolumeClaimTemplate { get; init; }
}
