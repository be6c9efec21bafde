namespace Reeve.Kubernetes;

/// <summary>Which nodes a pod may or should run on.</summary>
public sealed record NodeAffinity : KubernetesRecord
{
    /// <summary>What a node must fulfil.</summary>
    public NodeSelector? RequiredDuringSchedulingIgnoredDuringExecution { get; init; }

    /// <summary>What a node should fulfil.</summary>
    public IReadOnlyList<PreferredSchedulingTerm> PreferredDuringSchedulingIgnoredDuringExecution { get; init => field = value ?? []; } = [];
}
