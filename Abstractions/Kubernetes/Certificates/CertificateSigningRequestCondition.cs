namespace Reeve.Kubernetes;

/// <summary>One decision on a request.</summary>
public sealed record CertificateSigningRequestCondition : KubernetesRecord
{
    /// <summary><c>Approved</c>, <c>Denied</c> or <c>Failed</c>.</summary>
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>One of <see cref="ConditionStatuses"/>.</summary>
    public string Status { get; init => field = value ?? ""; } = "";

    /// <summary>Machine-readable cause.</summary>
    public string? Reason { get; init; }

    /// <summary>Human-readable detail.</summary>
    public string? Message { get; init; }

    /// <summary>When the condition was last updated.</summary>
    public Time? LastUpdateTime { get; init; }

    /// <summary>When the status last changed.</summary>
    public Time? LastTransitionTime { get; init; }
}
