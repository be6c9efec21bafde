namespace Reeve.Kubernetes;

/// <summary>Whose token it is.</summary>
public sealed record TokenReviewStatus : KubernetesRecord
{
    /// <summary>Whether the token is valid.</summary>
    public bool? Authenticated { get; init; }

    /// <summary>Whose it is.</summary>
    public UserInfo? User { get; init; }

    /// <summary>Audiences for which it is valid.</summary>
    public IReadOnlyList<string> Audiences { get; init => field = value ?? []; } = [];

    /// <summary>Why it could not be checked.</summary>
    public string? Error { get; init; }
}
