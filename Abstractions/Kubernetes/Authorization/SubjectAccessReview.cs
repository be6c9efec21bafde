namespace Reeve.Kubernetes;

/// <summary>Asks whether a user may do something.</summary>
public sealed record SubjectAccessReview() : KubernetesObject("authorization.k8s.io/v1", "SubjectAccessReview")
{
    /// <summary>Who and what.</summary>
    public SubjectAccessReviewSpec Spec { get; init => field = value ?? Blank<SubjectAccessReviewSpec>.Value; } = Blank<SubjectAccessReviewSpec>.Value;

    /// <summary>The answer.</summary>
    public SubjectAccessReviewStatus Status { get; init => field = value ?? Blank<SubjectAccessReviewStatus>.Value; } = Blank<SubjectAccessReviewStatus>.Value;
}
