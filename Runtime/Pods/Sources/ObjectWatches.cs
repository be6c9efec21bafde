namespace Reeve.Runtime.Pods.Sources;

/// <summary>Who wants to know of changes of which object. Thread-safe.</summary>
internal sealed class ObjectWatches
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ObjectKey, HashSet<Subscription>> _subscriptions = [];

    /// <summary>Subscribes; with an empty name to all objects of the kind in the namespace.</summary>
    public IDisposable Add(ObjectKey key, Action changed)
    {
        var subscription = new Subscription(this, key, changed);
        lock (_lock)
        {
            (_subscriptions.TryGetValue(key, out var set) ? set : _subscriptions[key] = []).Add(subscription);
        }

        return subscription;
    }

    /// <summary>Tells the subscribers.</summary>
    public void Notify(IEnumerable<ObjectKey> changed)
    {
        List<Subscription> told;
        lock (_lock)
        {
            told = [.. changed.SelectMany(key => new[] { key, key with { Name = "" } }).Distinct()
                .SelectMany(key => _subscriptions.TryGetValue(key, out var set) ? set : [])];
        }

        told.ForEach(subscription => subscription.Changed());
    }

    private sealed class Subscription(ObjectWatches owner, ObjectKey key, Action changed) : IDisposable
    {
        public Action Changed { get; } = changed;

        public void Dispose()
        {
            lock (owner._lock)
            {
                if (owner._subscriptions.TryGetValue(key, out var set) && set.Remove(this) && set.Count == 0)
                {
                    owner._subscriptions.Remove(key);
                }
            }
        }
    }
}
