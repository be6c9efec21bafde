namespace Reeve.Kubernetes;

/// <summary>A group of containers that run together on one node.</summary>
public sealed record Pod() : KubernetesObject("v1", "Pod")
{
    /// <summary>What is wanted.</summary>
    public PodSpec Spec { get; init => field = value ?? Blank<PodSpec>.Value; } = Blank<PodSpec>.Value;

    /// <summary>What was last observed.</summary>
    public PodStatus Status { get; init => field = value ?? Blank<PodStatus>.Value; } = Blank<PodStatus>.Value;
}
