using Reeve.Kubernetes;

namespace Reeve.Runtime.Pods;

/// <summary>The Node object as the API server has it: set by who registers the node, read by who admits pods to it. Thread-safe.</summary>
public sealed class NodeView
{
    private readonly TaskCompletionSource _known = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Node? _current;

    /// <summary>The newest one; null until there is one.</summary>
    public Node? Current => _current;

    /// <summary>Completes when there is one.</summary>
    public Task Known => _known.Task;

    /// <summary>Called whenever the object was set.</summary>
    public event Action? Changed;

    /// <summary>Takes a newer one.</summary>
    /// <param name="node">With its UID.</param>
    public void Set(Node node)
    {
        _current = node;
        _known.TrySetResult();
        Changed?.Invoke();
    }
}
