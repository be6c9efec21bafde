using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Admission;

/// <summary>
/// Admits pods to a node of a cluster: by its operating system, what it has left, its labels, its host ports and its taints, in this order,
/// with the kubelet's reasons and words (<c>pkg/kubelet/lifecycle/predicate.go</c>). Thread-safe.
/// </summary>
internal sealed class NodeAdmission(NodeView view, string nodeName, NodeLedger ledger)
{
    /// <summary>Admits a pod, and counts what it takes; or says why not.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="isStatic">Taints do not repel static pods.</param>
    /// <param name="description">What the backend offers, where the node does not say.</param>
    public PodFailure? Admit(Pod pod, bool isStatic, NodeDescription? description)
    {
        var node = view.Current;
        var labels = NodeMatch.Labels(node?.Metadata.Labels, description, nodeName);
        var system = labels["kubernetes.io/os"];
        if (pod.Spec.NodeSelector.TryGetValue("kubernetes.io/os", out var selected) && selected != system)
        {
            return Failure("PodOSSelectorNodeLabelDoesNotMatch", "Failed to admit pod as the `kubernetes.io/os` label doesn't match node label");
        }

        if (pod.Spec.Os is { Name: { Length: > 0 } os } && os != system)
        {
            return Failure("PodOSNotSupported", "Failed to admit pod as the OS field doesn't match node OS");
        }

        var demand = PodDemand.Of(pod.Spec);
        var failure = Fits(pod, demand, labels, isStatic, node);
        return failure ?? ledger.TryAdd(pod.Metadata.Uid!, demand, Allocatable(node, description));
    }

    /// <summary>What the node has to give.</summary>
    public static IReadOnlyDictionary<string, Quantity> Allocatable(Node? node, NodeDescription? description) =>
        node?.Status.Allocatable is { Count: > 0 } given ? given
        : description is { Allocatable.Count: > 0 } ? description.Allocatable
        : description?.Capacity ?? new Dictionary<string, Quantity>();

    private PodFailure? Fits(Pod pod, PodDemand demand, Dictionary<string, string> labels, bool isStatic, Node? node)
    {
        if (pod.Spec.NodeName is { Length: > 0 } wanted && wanted != nodeName)
        {
            return Predicate("NodeName", "node(s) didn't match the requested node name");
        }

        if (!NodeMatch.SelectorMatches(pod.Spec, labels) || !NodeMatch.AffinityMatches(pod.Spec, labels, nodeName))
        {
            return Predicate("NodeAffinity", "node(s) didn't match Pod's node affinity/selector");
        }

        if (ledger.HasConflict(pod.Metadata.Uid!, demand))
        {
            return Predicate("NodePorts", "node(s) didn't have free ports for the requested pod ports");
        }

        // NoSchedule is the scheduler's: a pod that names its node has passed it by.
        return !isStatic && node?.Spec.Taints.Any(taint => taint.Effect == TaintEffects.NoExecute && !Tolerates(pod.Spec, taint)) == true
            ? Predicate("TaintToleration", "node(s) had taints that the pod didn't tolerate")
            : null;
    }

    /// <summary>Whether any toleration of a pod matches a taint.</summary>
    internal static bool Tolerates(PodSpec spec, Taint taint) => spec.Tolerations.Any(toleration =>
        (string.IsNullOrEmpty(toleration.Effect) || toleration.Effect == taint.Effect)
        && (string.IsNullOrEmpty(toleration.Key) || toleration.Key == taint.Key)
        && (toleration.Operator == TolerationOperators.Exists || (!string.IsNullOrEmpty(toleration.Key) && (toleration.Value ?? "") == (taint.Value ?? ""))));

    private static PodFailure Predicate(string name, string message) => Failure(name, $"Predicate {name} failed: {message}");

    private static PodFailure Failure(string reason, string message) => new() { Reason = reason, Message = message };
}
