namespace Reeve.Kubernetes;

/// <summary>Node selector terms, of which one must match.</summary>
public sealed record NodeSelector : KubernetesRecord
{
    /// <summary>The terms.</summary>
    public IReadOnlyList<NodeSelectorTerm> NodeSelectorTerms { get; init => field = value ?? []; } = [];
}
