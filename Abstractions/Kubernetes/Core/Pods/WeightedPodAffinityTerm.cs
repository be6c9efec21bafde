namespace Reeve.Kubernetes;

/// <summary>A weighted preference relative to other pods.</summary>
public sealed record WeightedPodAffinityTerm : KubernetesRecord
{
    /// <summary>1 to 100.</summary>
    public int Weight { get; init; }

    /// <summary>The term.</summary>
    public PodAffinityTerm PodAffinityTerm { get; init => field = value ?? Blank<PodAffinityTerm>.Value; } = Blank<PodAffinityTerm>.Value;
}
