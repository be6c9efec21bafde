namespace Reeve.Kubernetes;

/// <summary>What the caller wants to do; one is set.</summary>
public sealed record SelfSubjectAccessReviewSpec : KubernetesRecord
{
    /// <summary>Action on a resource.</summary>
    public ResourceAttributes? ResourceAttributes { get; init; }

    /// <summary>Action on a path.</summary>
    public NonResourceAttributes? NonResourceAttributes { get; init; }
}
