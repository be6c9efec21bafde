namespace Reeve.Kubernetes;

/// <summary>Near which pods a pod must or should run.</summary>
public sealed record PodAffinity : KubernetesRecord
{
    /// <summary>What must hold.</summary>
    public IReadOnlyList<PodAffinityTerm> RequiredDuringSchedulingIgnoredDuringExecution { get; init => field = value ?? []; } = [];

    /// <summary>What should hold.</summary>
    public IReadOnlyList<WeightedPodAffinityTerm> PreferredDuringSchedulingIgnoredDuringExecution { get; init => field = value ?? []; } = [];
}
