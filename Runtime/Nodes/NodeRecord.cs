using Microsoft.Extensions.Logging;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Nodes;

/// <summary>The node as the API last had it, by what was written and by what others were seen to write. Thread-safe.</summary>
internal sealed partial class NodeRecord(string name, ILogger logger)
{
    private readonly Lock _lock = new();
    private Node? _node;
    private int _deletions;

    /// <summary>Called with each newer object; must return at once.</summary>
    public event Action<Node>? Updated;

    /// <summary>The node; null if it is not there.</summary>
    public Node? Current
    {
        get
        {
            lock (_lock)
            {
                return _node;
            }
        }
    }

    /// <summary>The node, and a mark of this moment for <see cref="TryKeep"/>.</summary>
    public (Node? Node, int Mark) Snapshot()
    {
        lock (_lock)
        {
            return (_node, _deletions);
        }
    }

    /// <summary>Takes what was just written, which is newer than anything that a watch told meanwhile, unless that the node went away.</summary>
    /// <param name="node">The node as stored.</param>
    /// <param name="mark">The mark from before it was written.</param>
    public bool TryKeep(Node node, int mark)
    {
        lock (_lock)
        {
            if (mark != _deletions)
            {
                return false;
            }

            _node = node;
        }

        Updated?.Invoke(node);
        return true;
    }

    /// <summary>Takes what was read of a node that is known; a node that is not, registering finds.</summary>
    /// <param name="node">The node as read.</param>
    /// <param name="watched">A watch told it, which may be late.</param>
    public void See(Node node, bool watched)
    {
        lock (_lock)
        {
            if (_node is null || (watched && IsOlder(node, _node)))
            {
                return;
            }

            _node = node;
        }

        Updated?.Invoke(node);
    }

    /// <summary>Takes that the node is gone.</summary>
    /// <param name="node">What was deleted, if that is known: an older object of this name may be told of after the new one was made.</param>
    /// <returns>Whether it was the node of now.</returns>
    public bool Lose(Node? node)
    {
        lock (_lock)
        {
            if (_node is null || (node is not null && node.Metadata.Uid != _node.Metadata.Uid))
            {
                return false;
            }

            _deletions++;
            _node = null;
        }

        LogDeleted(name);
        return true;
    }

    private static bool IsOlder(Node one, Node other) =>
        long.TryParse(one.Metadata.ResourceVersion, out var left) && long.TryParse(other.Metadata.ResourceVersion, out var right) && left < right;

    [LoggerMessage(1964, LogLevel.Warning, "Node {Node} was deleted by somebody; it is registered again.")]
    private partial void LogDeleted(string node);
}
