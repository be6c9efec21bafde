namespace Reeve.Kubernetes;

/// <summary>One condition of a pod.</summary>
public sealed record PodCondition : KubernetesRecord
{
    /// <summary>One of <see cref="PodConditionTypes"/>, or a readiness gate's.</summary>
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>Generation the condition speaks of.</summary>
    public long? ObservedGeneration { get; init; }

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
