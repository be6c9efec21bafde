using Microsoft.Extensions.Logging;
using Reeve.Kubernetes;
using Reeve.Runtime.Nodes.Status;

namespace Reeve.Runtime.Nodes;

/// <summary>Tells how far a node has come: to who waits, to the log, and as events. One task at a time reports.</summary>
internal sealed partial class NodeMilestones(string name, NodeEvents events, NodeMetrics metrics, TimeProvider time, ILogger logger)
{
    /// <summary>How long a node may take to become ready for the first time before that is a warning.</summary>
    public static readonly TimeSpan StartTime = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource<Node> _registered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Node> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool? _wasReady;
    private bool _isLate;
    private long? _started;

    /// <summary>Completes when the node is there.</summary>
    public Task<Node> Registered => _registered.Task;

    /// <summary>Completes when the API says for the first time that it is ready.</summary>
    public Task<Node> Ready => _ready.Task;

    /// <summary>Whether a node is ready.</summary>
    public static bool IsReady(Node node) =>
        node.Status.Conditions.Any(condition => condition.Type == NodeConditionTypes.Ready && condition.Status == ConditionStatuses.True);

    /// <summary>Takes the node as it was just written.</summary>
    public void Reach(Node node)
    {
        _registered.TrySetResult(node);
        events.Look(node);
        var isReady = IsReady(node);
        metrics.IsReady = isReady;
        if (isReady)
        {
            _ready.TrySetResult(node);
        }

        // A node is registered while its parts still start: worth a warning only if that takes long.
        _started ??= time.GetTimestamp();
        var isStarting = !_ready.Task.IsCompleted && time.GetElapsedTime(_started.Value) < StartTime;
        var isLate = !isReady && !isStarting;
        if (_wasReady != isReady || _isLate != isLate)
        {
            (_wasReady, _isLate) = (isReady, isLate);
            LogReadiness(
                isLate ? LogLevel.Warning : LogLevel.Information,
                name,
                isReady ? "ready" : $"not ready: {node.Status.Conditions.FirstOrDefault(condition => condition.Type == NodeConditionTypes.Ready)?.Message}");
        }
    }

    /// <summary>It comes no further.</summary>
    public void Cancel()
    {
        _registered.TrySetCanceled();
        _ready.TrySetCanceled();
    }

    [LoggerMessage(EventId = 1963, Message = "Node {Node} is {State}.")]
    private partial void LogReadiness(LogLevel level, string node, string state);
}
