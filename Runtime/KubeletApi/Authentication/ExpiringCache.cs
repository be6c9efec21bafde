namespace Reeve.Runtime.KubeletApi.Authentication;

/// <summary>Keeps so many answers for some time, the newest of them; asks once where several want the same. Thread-safe.</summary>
internal sealed class ExpiringCache<TKey, TValue>(int capacity, TimeProvider time)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Entry> _entries = [];
    private readonly LinkedList<TKey> _order = new();

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>The kept answer, or that of <paramref name="ask"/>, which says for how long it counts. Failures are not kept.</summary>
    public async Task<TValue> GetAsync(TKey key, Func<CancellationToken, Task<(TValue Value, TimeSpan Keep)>> ask, CancellationToken cancellationToken)
    {
        Entry entry;
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out entry!) || entry.IsOver(time.GetUtcNow()))
            {
                Remove(key);
                entry = new Entry(_order.AddFirst(key));
                _entries[key] = entry;
                entry.Asking = AskAsync(key, entry, ask);
                while (_entries.Count > capacity)
                {
                    Remove(_order.Last!.Value);
                }
            }
        }

        return await entry.Asking.WaitAsync(cancellationToken);
    }

    // The first to ask may leave while others still wait: the question goes on without him.
    private async Task<TValue> AskAsync(TKey key, Entry entry, Func<CancellationToken, Task<(TValue Value, TimeSpan Keep)>> ask)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            var (value, keep) = await ask(CancellationToken.None);
            entry.Until = time.GetUtcNow() + keep;
            return value;
        }
        catch
        {
            lock (_lock)
            {
                if (_entries.TryGetValue(key, out var current) && ReferenceEquals(current, entry))
                {
                    Remove(key);
                }
            }

            throw;
        }
    }

    private void Remove(TKey key)
    {
        if (_entries.Remove(key, out var entry))
        {
            _order.Remove(entry.Place);
        }
    }

    private sealed class Entry(LinkedListNode<TKey> place)
    {
        private long _until = long.MaxValue;

        public LinkedListNode<TKey> Place => place;

        public Task<TValue> Asking { get; set; } = null!;

        public DateTimeOffset Until
        {
            set => Volatile.Write(ref _until, value.UtcTicks);
        }

        public bool IsOver(DateTimeOffset now) => now.UtcTicks >= Volatile.Read(ref _until);
    }
}
