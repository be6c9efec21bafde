namespace Reeve.Kubernetes;

/// <summary>Membership in a scheduling group.</summary>
public sealed record PodSchedulingGroup : KubernetesRecord
{
    /// <summary>Name of the PodGroup object.</summary>
    public string? PodGroupName { get; init; }
}
