namespace Reeve.Kubernetes;

/// <summary>What was last observed of a volume.</summary>
public sealed record PersistentVolumeStatus : KubernetesRecord
{
    /// <summary><c>Pending</c>, <c>Available</c>, <c>Bound</c>, <c>Released</c> or <c>Failed</c>.</summary>
    public string? Phase { get; init; }

    /// <summary>Human-readable detail.</summary>
    public string? Message { get; init; }

    /// <summary>Machine-readable cause.</summary>
    public string? Reason { get; init; }

    /// <summary>When the phase last changed.</summary>
    public Time? LastPhaseTransitionTime { get; init; }
}
