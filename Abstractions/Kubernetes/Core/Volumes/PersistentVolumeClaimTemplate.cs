namespace Reeve.Kubernetes;

/// <summary>Template of a claim.</summary>
public sealed record PersistentVolumeClaimTemplate : KubernetesRecord
{
    /// <summary>Labels and annotations of the claim.</summary>
    public ObjectMeta Metadata { get; init => field = value ?? Blank<ObjectMeta>.Value; } = Blank<ObjectMeta>.Value;

    /// <summary>Specification of the claim.</summary>
    public PersistentVolumeClaimSpec Spec { get; init => field = value ?? Blank<PersistentVolumeClaimSpec>.Value; } = Blank<PersistentVolumeClaimSpec>.Value;
}
