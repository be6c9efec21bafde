namespace Reeve.Kubernetes;

/// <summary>Away from which pods a pod must or should run.</summary>
public sealed record PodAntiAffinity : KubernetesRecord
{
    /// <summary>What must hold.</summary>
    public IReadOnlyList<PodAffinityTerm> RequiredDuringSchedulingIgnoredDuringExecution { get; init => field = value ?? []; } = [];

    /// <summary>What should hold.</summary>
    public IReadOnlyList<WeightedPodAffinityTerm> PreferredDuringSchedulingIgnoredDuringExecution { get; init => field = value ?? []; } = [];
}
