namespace Reeve.Kubernetes;

/// <summary>Asks whether the caller may do something.</summary>
public sealed record SelfSubjectAccessReview() : KubernetesObject("authorization.k8s.io/v1", "SelfSubjectAccessReview")
{
    /// <summary>What.</summary>
    public SelfSubjectAccessReviewSpec Spec { get; init => field = value ?? Blank<SelfSubjectAccessReviewSpec>.Value; } = Blank<SelfSubjectAccessReviewSpec>.Value;

    /// <summary>The answer.</summary>
    public SubjectAccessReviewStatus Status { get; init => field = value ?? Blank<SubjectAccessReviewStatus>.Value; } = Blank<SubjectAccessReviewStatus>.Value;
}
