namespace Reeve.Kubernetes;

/// <summary>Whether a user may do something.</summary>
public sealed record SubjectAccessReviewStatus : KubernetesRecord
{
    /// <summary>Whether it is allowed.</summary>
    public bool Allowed { get; init; }

    /// <summary>Whether it is denied, whatever else may allow it.</summary>
    public bool? Denied { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>What went wrong while deciding.</summary>
    public string? EvaluationError { get; init; }
}
