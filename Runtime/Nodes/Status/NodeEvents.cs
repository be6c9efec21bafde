using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes.Events;

namespace Reeve.Runtime.Nodes.Status;

/// <summary>Tells what changed in a node's conditions, with the kubelet's reasons. Not thread-safe.</summary>
internal sealed class NodeEvents
{
    private static readonly Dictionary<string, (string Yes, string No)> Reasons = new(StringComparer.Ordinal)
    {
        [NodeConditionTypes.Ready] = ("NodeReady", "NodeNotReady"),
        [NodeConditionTypes.MemoryPressure] = ("NodeHasInsufficientMemory", "NodeHasSufficientMemory"),
        [NodeConditionTypes.DiskPressure] = ("NodeHasDiskPressure", "NodeHasNoDiskPressure"),
        [NodeConditionTypes.PIDPressure] = ("NodeHasInsufficientPID", "NodeHasSufficientPID"),
    };

    private readonly IEventRecorder _recorder;
    private readonly ObjectReference _node;
    private readonly Dictionary<string, string> _before = new(StringComparer.Ordinal);

    public NodeEvents(IEventRecorder recorder, string name)
    {
        _recorder = recorder;

        // The name in place of the UID, as a kubelet does: "kubectl describe node" looks for it so.
        _node = new ObjectReference { ApiVersion = "v1", Kind = "Node", Name = name, Uid = name };
    }

    /// <summary>Tells what is new since the last look.</summary>
    public void Look(Node node)
    {
        if (_before.Count == 0)
        {
            _recorder.Record(_node, EventTypes.Normal, "Starting", "Starting kubelet.");
        }

        foreach (var condition in node.Status.Conditions.Where(condition => Reasons.ContainsKey(condition.Type)))
        {
            if (_before.GetValueOrDefault(condition.Type) != condition.Status)
            {
                _before[condition.Type] = condition.Status;
                var (yes, no) = Reasons[condition.Type];
                var reason = condition.Status == ConditionStatuses.True ? yes : no;
                _recorder.Record(_node, EventTypes.Normal, reason, $"Node {node.Metadata.Name} status is now: {reason}");
            }
        }
    }
}
