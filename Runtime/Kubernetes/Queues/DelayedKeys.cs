namespace Reeve.Runtime.Kubernetes.Queues;

/// <summary>Keys that are due later, with one timer for all. Thread-safe; the callback is called without a lock.</summary>
internal sealed class DelayedKeys<TKey> : IDisposable
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Entry> _entries = [];
    private readonly SortedSet<Entry> _order = new(Comparer<Entry>.Create(static (a, b) => (a.At, a.Sequence).CompareTo((b.At, b.Sequence))));
    private readonly TimeProvider _timeProvider;
    private readonly Action<TKey> _due;
    private readonly ITimer _timer;
    private long _armedFor = long.MaxValue;
    private long _sequence;

    public DelayedKeys(TimeProvider timeProvider, Action<TKey> due)
    {
        _timeProvider = timeProvider;
        _due = due;
        _timer = timeProvider.CreateTimer(static state => ((DelayedKeys<TKey>)state!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Makes a key due after a delay, unless it is due earlier.</summary>
    public void Add(TKey key, TimeSpan delay)
    {
        lock (_lock)
        {
            var at = _timeProvider.GetTimestamp() + (long)(delay.TotalSeconds * _timeProvider.TimestampFrequency);
            if (_entries.TryGetValue(key, out var entry))
            {
                if (entry.At <= at)
                {
                    return;
                }

                _order.Remove(entry);
            }

            entry = new(key, at, _sequence++);
            _entries[key] = entry;
            _order.Add(entry);
            Arm();
        }
    }

    /// <summary>Forgets a key.</summary>
    public void Remove(TKey key)
    {
        lock (_lock)
        {
            if (_entries.Remove(key, out var entry))
            {
                _order.Remove(entry);
            }
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock)
        {
            _entries.Clear();
            _order.Clear();
        }
    }

    private void Fire()
    {
        var due = new List<TKey>();
        lock (_lock)
        {
            _armedFor = long.MaxValue;
            var now = _timeProvider.GetTimestamp();
            while (_order.Min is { } first && first.At <= now)
            {
                _order.Remove(first);
                _entries.Remove(first.Key);
                due.Add(first.Key);
            }

            Arm();
        }

        due.ForEach(_due);
    }

    private void Arm()
    {
        if (_order.Min is { } first && first.At < _armedFor)
        {
            _armedFor = first.At;
            var ticks = Math.Max(0, first.At - _timeProvider.GetTimestamp());

            // A timer counts whole milliseconds: rounded up, it does not fire too early.
            var wait = Math.Ceiling((double)ticks / _timeProvider.TimestampFrequency * 1000);
            _timer.Change(TimeSpan.FromMilliseconds(Math.Clamp(wait, 1, uint.MaxValue - 1.0)), Timeout.InfiniteTimeSpan);
        }
    }

    private sealed record Entry(TKey Key, long At, long Sequence);
}
