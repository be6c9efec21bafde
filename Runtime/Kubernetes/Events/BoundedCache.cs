namespace Reeve.Runtime.Kubernetes.Events;

/// <summary>Keeps so many values; the one that was not used for the longest time makes room. Not thread-safe.</summary>
internal sealed class BoundedCache<TValue>(int capacity)
    where TValue : class
{
    private readonly Dictionary<string, LinkedListNode<(string Key, TValue Value)>> _nodes = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Key, TValue Value)> _order = new();

    public TValue GetOrAdd(string key, Func<TValue> create)
    {
        if (_nodes.TryGetValue(key, out var node))
        {
            _order.Remove(node);
        }
        else
        {
            node = new((key, create()));
            _nodes.Add(key, node);
            if (_nodes.Count > capacity)
            {
                _nodes.Remove(_order.Last!.Value.Key);
                _order.RemoveLast();
            }
        }

        _order.AddFirst(node);
        return node.Value.Value;
    }
}
