namespace Reeve.Kubernetes;

/// <summary>The token that is asked about. It must not be logged.</summary>
public sealed record TokenReviewSpec : KubernetesRecord
{
    /// <summary>The token.</summary>
    public string? Token { get; init; }

    /// <summary>Audiences of which one must be the token's.</summary>
    public IReadOnlyList<string> Audiences { get; init => field = value ?? []; } = [];
}
