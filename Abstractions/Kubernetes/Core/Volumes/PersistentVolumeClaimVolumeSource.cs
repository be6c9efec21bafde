namespace Reeve.Kubernetes;

/// <summary>A claim in the same namespace.</summary>
public sealed record PersistentVolumeClaimVolumeSource : KubernetesRecord
{
    /// <summary>Name of the claim.</summary>
    public string ClaimName { get; init => field = value ?? ""; } = "";

    /// <summary>Whether mounts are read-only.</summary>
    public bool? ReadOnly { get; init; }
}
