namespace Reeve.Kubernetes;

/// <summary>Features of a node's container runtime.</summary>
public sealed record NodeFeatures : KubernetesRecord
{
    /// <summary>Honours <c>supplementalGroupsPolicy</c>.</summary>
    public bool? SupplementalGroupsPolicy { get; init; }
}
