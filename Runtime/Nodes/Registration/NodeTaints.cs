using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Nodes.Registration;

/// <summary>The taints of a node at its registration.</summary>
internal static class NodeTaints
{
    /// <summary>The configured ones, or the one that keeps pods away that do not ask for such a node; and those of the backend.</summary>
    public static IReadOnlyList<Taint> AtRegistration(NodeOptions options, NodeDescription description)
    {
        IEnumerable<Taint> own = options.Taints
            ?? [new Taint { Key = "virtual-kubelet.io/provider", Value = options.Provider, Effect = TaintEffects.NoSchedule }];
        return [.. own.Concat(description.Taints).DistinctBy(taint => (taint.Key, taint.Effect))];
    }

    /// <summary>As kubectl writes it: <c>key=value:Effect</c>.</summary>
    public static string Text(Taint taint) =>
        string.IsNullOrEmpty(taint.Value) ? $"{taint.Key}:{taint.Effect}" : $"{taint.Key}={taint.Value}:{taint.Effect}";
}
