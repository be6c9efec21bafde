namespace Reeve.Kubernetes;

/// <summary>A weighted preference for nodes.</summary>
public sealed record PreferredSchedulingTerm : KubernetesRecord
{
    /// <summary>1 to 100.</summary>
    public int Weight { get; init; }

    /// <summary>The preferred nodes.</summary>
    public NodeSelectorTerm Preference { get; init => field = value ?? Blank<NodeSelectorTerm>.Value; } = Blank<NodeSelectorTerm>.Value;
}
