namespace Reeve.Kubernetes;

/// <summary>Asks whose token it is.</summary>
public sealed record TokenReview() : KubernetesObject("authentication.k8s.io/v1", "TokenReview")
{
    /// <summary>The token.</summary>
    public TokenReviewSpec Spec { get; init => field = value ?? Blank<TokenReviewSpec>.Value; } = Blank<TokenReviewSpec>.Value;

    /// <summary>The answer.</summary>
    public TokenReviewStatus Status { get; init => field = value ?? Blank<TokenReviewStatus>.Value; } = Blank<TokenReviewStatus>.Value;
}
