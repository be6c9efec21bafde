using Reeve.Runtime.Pods.Sources;

namespace Reeve.Runtime.Pods.Workers;

/// <summary>Watches the objects that a pod refers to. Not thread-safe; callbacks come from anywhere.</summary>
internal sealed class ObjectSubscriptions(IObjectSource objects, Action changed) : IDisposable
{
    private readonly Dictionary<ObjectKey, IDisposable> _watches = [];

    /// <summary>Watches these objects and no others.</summary>
    /// <returns>Whether any was not watched before: it may have changed since it was looked up.</returns>
    public bool Set(IReadOnlySet<ObjectKey> keys)
    {
        foreach (var key in _watches.Keys.Except(keys).ToArray())
        {
            _watches.Remove(key, out var watch);
            watch?.Dispose();
        }

        var added = false;
        foreach (var key in keys)
        {
            if (!_watches.ContainsKey(key))
            {
                _watches[key] = objects.Watch(key, changed);
                added = true;
            }
        }

        return added;
    }

    public void Dispose()
    {
        foreach (var watch in _watches.Values)
        {
            watch.Dispose();
        }

        _watches.Clear();
    }
}
