using Reeve.Kubernetes;

namespace Reeve.Runtime.Kubernetes.Reflectors;

/// <summary>The objects as last seen, and those who are told of changes. Thread-safe; written by one.</summary>
internal sealed class ObjectStore<T>
    where T : class, IKubernetesObject
{
    private readonly Lock _lock = new();
    private readonly List<ChangeStream<T>> _streams = [];
    private Dictionary<(string Namespace, string Name), T> _items = [];
    private bool _synced;
    private bool _completed;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _items.Count;
            }
        }
    }

    /// <summary>Changes that wait for their readers.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _streams.Sum(static stream => stream.Depth);
            }
        }
    }

    public T? Find(string? ns, string name)
    {
        lock (_lock)
        {
            return _items.GetValueOrDefault((ns ?? "", name));
        }
    }

    public IReadOnlyCollection<T> Snapshot()
    {
        lock (_lock)
        {
            return [.. _items.Values];
        }
    }

    /// <summary>Takes a change of one object.</summary>
    public void Apply(string type, T item)
    {
        lock (_lock)
        {
            if (type == WatchEventTypes.Deleted)
            {
                Delete(item);
            }
            else
            {
                Put(_items, _items.GetValueOrDefault(Key(item)), item, isListed: false);
            }
        }
    }

    /// <summary>Takes a complete list: what is not in it is gone.</summary>
    public void ReplaceAll(IReadOnlyList<T> items)
    {
        lock (_lock)
        {
            var former = _items;
            var next = new Dictionary<(string, string), T>(items.Count);
            foreach (var item in items)
            {
                Put(next, former.GetValueOrDefault(Key(item)), item, isListed: true);
            }

            foreach (var (key, gone) in former)
            {
                if (!next.ContainsKey(key))
                {
                    Tell(ObjectChangeKind.Deleted, gone, isInferred: true);
                }
            }

            _items = next;
            if (!_synced)
            {
                _synced = true;
                Tell(ObjectChangeKind.Synced, null);
            }
        }
    }

    /// <summary>Begins a stream with all that is there.</summary>
    public ChangeStream<T> Open()
    {
        var stream = new ChangeStream<T>();
        lock (_lock)
        {
            if (_completed)
            {
                stream.Complete();
                return stream;
            }

            foreach (var item in _items.Values)
            {
                stream.Write(new() { Kind = ObjectChangeKind.Added, Object = item });
            }

            if (_synced)
            {
                stream.Write(new() { Kind = ObjectChangeKind.Synced });
            }

            _streams.Add(stream);
        }

        return stream;
    }

    public void Close(ChangeStream<T> stream)
    {
        lock (_lock)
        {
            _streams.Remove(stream);
        }
    }

    /// <summary>Ends all streams.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _completed = true;
            _streams.ForEach(static stream => stream.Complete());
            _streams.Clear();
        }
    }

    private static (string, string) Key(T item) => (item.Metadata.Namespace ?? "", item.Metadata.Name);

    private static bool IsAnother(T a, T b) => a.Metadata.Uid != b.Metadata.Uid;

    private void Put(Dictionary<(string, string), T> items, T? former, T item, bool isListed)
    {
        if (former is not null && IsAnother(former, item))
        {
            Tell(ObjectChangeKind.Deleted, former, isListed);
            former = null;
        }

        if (former is not null && former.Metadata.ResourceVersion is { Length: > 0 } version && version == item.Metadata.ResourceVersion)
        {
            items[Key(item)] = former;
            return;
        }

        items[Key(item)] = item;
        Tell(former is null ? ObjectChangeKind.Added : ObjectChangeKind.Modified, item);
    }

    private void Delete(T item)
    {
        // The end of a former object of the name says nothing of the present one.
        if (_items.TryGetValue(Key(item), out var present) && !IsAnother(present, item))
        {
            _items.Remove(Key(item));
            Tell(ObjectChangeKind.Deleted, item);
        }
    }

    private void Tell(ObjectChangeKind kind, T? item, bool isInferred = false)
    {
        var change = new ObjectChange<T> { Kind = kind, Object = item, IsInferred = isInferred };
        _streams.ForEach(stream => stream.Write(change));
    }
}
