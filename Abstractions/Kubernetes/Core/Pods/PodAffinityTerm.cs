namespace Reeve.Kubernetes;

/// <summary>Pods, and the topology in which nearness is meant.</summary>
public sealed record PodAffinityTerm : KubernetesRecord
{
    /// <summary>Pods that are meant.</summary>
    public LabelSelector? LabelSelector { get; init; }

    /// <summary>Namespaces of those pods.</summary>
    public IReadOnlyList<string> Namespaces { get; init => field = value ?? []; } = [];

    /// <summary>Node label that says what near means.</summary>
    public string TopologyKey { get; init => field = value ?? ""; } = "";

    /// <summary>Namespaces of those pods, by labels.</summary>
    public LabelSelector? NamespaceSelector { get; init; }

    /// <summary>Label keys whose values must equal the pod's own.</summary>
    public IReadOnlyList<string> MatchLabelKeys { get; init => field = value ?? []; } = [];

    /// <summary>Label keys whose values must differ from the pod's own.</summary>
    public IReadOnlyList<string> MismatchLabelKeys { get; init => field = value ?? []; } = [];
}
