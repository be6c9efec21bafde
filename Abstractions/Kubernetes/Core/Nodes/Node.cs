namespace Reeve.Kubernetes;

/// <summary>A machine, or what stands for one, that runs pods.</summary>
public sealed record Node() : KubernetesObject("v1", "Node")
{
    /// <summary>What is wanted.</summary>
    public NodeSpec Spec { get; init => field = value ?? Blank<NodeSpec>.Value; } = Blank<NodeSpec>.Value;

    /// <summary>What was last observed.</summary>
    public NodeStatus Status { get; init => field = value ?? Blank<NodeStatus>.Value; } = Blank<NodeStatus>.Value;
}
