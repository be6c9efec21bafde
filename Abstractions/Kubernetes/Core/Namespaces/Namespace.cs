namespace Reeve.Kubernetes;

/// <summary>A scope for names.</summary>
public sealed record Namespace() : KubernetesObject("v1", "Namespace")
{
    /// <summary>What is wanted.</summary>
    public NamespaceSpec Spec { get; init => field = value ?? Blank<NamespaceSpec>.Value; } = Blank<NamespaceSpec>.Value;

    /// <summary>What was last observed.</summary>
    public NamespaceStatus Status { get; init => field = value ?? Blank<NamespaceStatus>.Value; } = Blank<NamespaceStatus>.Value;
}
