namespace Reeve.Kubernetes;

/// <summary>Asks for a token of a service account.</summary>
public sealed record TokenRequest() : KubernetesObject("authentication.k8s.io/v1", "TokenRequest")
{
    /// <summary>What is wanted.</summary>
    public TokenRequestSpec Spec { get; init => field = value ?? Blank<TokenRequestSpec>.Value; } = Blank<TokenRequestSpec>.Value;

    /// <summary>The token.</summary>
    public TokenRequestStatus Status { get; init => field = value ?? Blank<TokenRequestStatus>.Value; } = Blank<TokenRequestStatus>.Value;
}
