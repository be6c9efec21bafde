using Reeve.Kubernetes;

namespace Reeve.Runtime.Manifests.Kinds.Workloads;

/// <summary>Which pods an object with a template describes.</summary>
internal sealed record WorkloadPlan
{
    /// <summary>Number of pods.</summary>
    public required int Count { get; init; }

    /// <summary>Field that <see cref="Count"/> was taken from.</summary>
    public string CountField { get; init; } = "spec.replicas";

    /// <summary>Number of the first pod.</summary>
    public int Start { get; init; }

    /// <summary>The selector, where the template's labels must match it.</summary>
    public LabelSelector? Selector { get; init; }

    /// <summary>Whether there must be a selector.</summary>
    public bool NeedsSelector { get; init; } = true;

    /// <summary>The restart policies that its pods may have.</summary>
    public IReadOnlyList<string> RestartPolicies { get; init; } = [Reeve.Kubernetes.RestartPolicies.Always];

    /// <summary>Makes a pod of the template the one of a number.</summary>
    public Func<Pod, int, Pod> Shape { get; init; } = static (pod, _) => pod;

    /// <summary>What to add beside a pod.</summary>
    public Action<ObjectScope, Pod> Added { get; init; } = static (_, _) => { };
}
