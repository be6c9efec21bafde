namespace Reeve.Kubernetes;

/// <summary>What is wanted of a namespace.</summary>
public sealed record NamespaceSpec : KubernetesRecord
{
    /// <summary>Names that must be removed before it is gone.</summary>
    public IReadOnlyList<string> Finalizers { get; init => field = value ?? []; } = [];
}
