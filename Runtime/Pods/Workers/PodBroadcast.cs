using System.Runtime.CompilerServices;

namespace Reeve.Runtime.Pods.Workers;

/// <summary>Tells watchers of changes; a slow one gets the newest state of each pod. Thread-safe.</summary>
internal sealed class PodBroadcast
{
    private readonly Lock _lock = new();
    private readonly HashSet<Subscriber> _subscribers = [];

    /// <summary>A pod is there or changed.</summary>
    public void Publish(PodRecord record) => Send(new() { Kind = PodRecordChangeKind.Updated, Record = record });

    /// <summary>A pod is gone.</summary>
    public void PublishRemoved(PodRecord record) => Send(new() { Kind = PodRecordChangeKind.Removed, Record = record });

    /// <summary>Gives what is there, then Synced, then changes.</summary>
    public async IAsyncEnumerable<PodRecordChange> WatchAsync(
        Func<IReadOnlyList<PodRecord>> snapshot, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var subscriber = new Subscriber();
        lock (_lock)
        {
            _subscribers.Add(subscriber);
        }

        try
        {
            foreach (var record in snapshot())
            {
                yield return new() { Kind = PodRecordChangeKind.Updated, Record = record };
            }

            yield return new() { Kind = PodRecordChangeKind.Synced };
            while (true)
            {
                await subscriber.Signal.WaitAsync(cancellationToken);
                foreach (var change in subscriber.Take())
                {
                    yield return change;
                }
            }
        }
        finally
        {
            lock (_lock)
            {
                _subscribers.Remove(subscriber);
            }
        }
    }

    private void Send(PodRecordChange change)
    {
        lock (_lock)
        {
            foreach (var subscriber in _subscribers)
            {
                subscriber.Add(change);
            }
        }
    }

    private sealed class Subscriber
    {
        private readonly Lock _lock = new();
        private readonly List<string> _order = [];
        private readonly Dictionary<string, PodRecordChange> _changes = new(StringComparer.Ordinal);

        public AsyncSignal Signal { get; } = new();

        public void Add(PodRecordChange change)
        {
            var uid = change.Record!.Uid;
            lock (_lock)
            {
                if (!_changes.TryAdd(uid, change))
                {
                    _changes[uid] = change;
                }
                else
                {
                    _order.Add(uid);
                }
            }

            Signal.Set();
        }

        public List<PodRecordChange> Take()
        {
            lock (_lock)
            {
                var changes = _order.ConvertAll(uid => _changes[uid]);
                _order.Clear();
                _changes.Clear();
                return changes;
            }
        }
    }
}
