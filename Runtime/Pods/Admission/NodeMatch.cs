using System.Globalization;
using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Admission;

/// <summary>Whether a pod may run on this node: its name, its labels, its operating system.</summary>
internal static class NodeMatch
{
    /// <summary>Whether the answer depends on what the node is.</summary>
    public static bool NeedsNode(PodSpec spec) =>
        spec.NodeSelector.Count > 0
        || spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution is not null
        || spec.Os is not null;

    /// <summary>Why the pod may not run here, or null.</summary>
    public static PodFailure? Check(PodSpec spec, NodeDescription? node, string nodeName)
    {
        if (spec.NodeName is { Length: > 0 } wanted && wanted != nodeName)
        {
            return new() { Reason = "NodeName", Message = $"spec.nodeName is \"{wanted}\", but this node is \"{nodeName}\"." };
        }

        var system = SystemOf(node);
        if (spec.Os is { Name: { Length: > 0 } os } && os != system)
        {
            return new() { Reason = "PodOSNotSupported", Message = $"spec.os.name is \"{os}\", but this node runs {system}." };
        }

        var labels = Labels(null, node, nodeName);
        foreach (var (key, value) in spec.NodeSelector)
        {
            if (labels.GetValueOrDefault(key) != value)
            {
                return new() { Reason = "NodeAffinity", Message = $"spec.nodeSelector asks for the label {key}={value}, which this node does not have." };
            }
        }

        return !AffinityMatches(spec, labels, nodeName)
            ? new() { Reason = "NodeAffinity", Message = "No term of the pod's required node affinity matches this node." }
            : null;
    }

    /// <summary>Whether the node has every label that the pod selects by.</summary>
    public static bool SelectorMatches(PodSpec spec, Dictionary<string, string> labels) =>
        spec.NodeSelector.All(pair => labels.GetValueOrDefault(pair.Key) == pair.Value);

    /// <summary>Whether the node matches the pod's required affinity.</summary>
    public static bool AffinityMatches(PodSpec spec, Dictionary<string, string> labels, string nodeName) =>
        spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution is not { } required
        || required.NodeSelectorTerms.Any(term => Matches(term, labels, nodeName));

    /// <summary>The labels of the node: those of its object, and what is known without it.</summary>
    public static Dictionary<string, string> Labels(IReadOnlyDictionary<string, string>? own, NodeDescription? node, string nodeName)
    {
        var system = SystemOf(node);
        var labels = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["kubernetes.io/hostname"] = nodeName,
            ["kubernetes.io/os"] = system,
        };
        if (node?.SystemInfo.Architecture is { Length: > 0 } architecture)
        {
            labels["kubernetes.io/arch"] = architecture;
        }

        foreach (var (key, value) in (node?.Labels ?? new Dictionary<string, string>()).Concat(own ?? new Dictionary<string, string>()))
        {
            labels[key] = value;
        }

        return labels;
    }

    private static string SystemOf(NodeDescription? node) =>
        node?.SystemInfo.OperatingSystem is { Length: > 0 } known ? known : OperatingSystem.IsWindows() ? OSNames.Windows : OSNames.Linux;

    // A term without requirements matches nothing.
    private static bool Matches(NodeSelectorTerm term, Dictionary<string, string> labels, string nodeName) =>
        term.MatchExpressions.Count + term.MatchFields.Count > 0
        && term.MatchExpressions.All(requirement => Matches(requirement, labels.GetValueOrDefault(requirement.Key)))
        && term.MatchFields.All(requirement => requirement.Key == "metadata.name" && Matches(requirement, nodeName));

    private static bool Matches(NodeSelectorRequirement requirement, string? value) => requirement.Operator switch
    {
        SelectorOperators.In => value is not null && requirement.Values.Contains(value),
        SelectorOperators.NotIn => value is null || !requirement.Values.Contains(value),
        SelectorOperators.Exists => value is not null,
        SelectorOperators.DoesNotExist => value is null,
        SelectorOperators.Gt => Compare(value, requirement) > 0,
        SelectorOperators.Lt => Compare(value, requirement) < 0,
        _ => false,
    };

    private static int Compare(string? value, NodeSelectorRequirement requirement) =>
        requirement.Values.Count == 1
        && long.TryParse(value, CultureInfo.InvariantCulture, out var number)
        && long.TryParse(requirement.Values[0], CultureInfo.InvariantCulture, out var limit)
            ? number.CompareTo(limit)
            : 0;
}
