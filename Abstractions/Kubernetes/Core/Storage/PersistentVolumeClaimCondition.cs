namespace Reeve.Kubernetes;

/// <summary>One condition of a claim.</summary>
public sealed record PersistentVolumeClaimCondition : KubernetesRecord
{
    /// <summary>Type of the condition.</summary>
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>One of <see cref="ConditionStatuses"/>.</summary>
    public string Status { get; init => field = value ?? ""; } = "";

    /// <summary>When the condition was last probed.</summary>
    public Time? LastProbeTime { get; init; }

    /// <summary>When the status last changed.</summary>
    public Time? LastTransitionTime { get; init; }

    /// <summary>Machine-readable cause.</summary>
    public string? Reason { get; init; }

    /// <summary>Human-readable detail.</summary>
    public string? Message { get; init; }
}
