namespace Reeve.Kubernetes;

/// <summary>Requirements on a node, all of which must hold.</summary>
public sealed record NodeSelectorTerm : KubernetesRecord
{
    /// <summary>By labels.</summary>
    public IReadOnlyList<NodeSelectorRequirement> MatchExpressions { get; init => field = value ?? []; } = [];

    /// <summary>By fields.</summary>
    public IReadOnlyList<NodeSelectorRequirement> MatchFields { get; init => field = value ?? []; } = [];
}
