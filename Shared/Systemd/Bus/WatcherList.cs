using System.Runtime.CompilerServices;

namespace Reeve.Systemd.Bus;

/// <summary>Those who watch units. Thread-safe.</summary>
internal sealed class WatcherList
{
    private readonly Lock _lock = new();
    private readonly List<Watcher> _watchers = [];

    /// <summary>Begins to watch now, not when it is first read.</summary>
    public IAsyncEnumerable<UnitChange> Add(UnitWatch watch, CancellationToken cancellationToken)
    {
        var watcher = new Watcher(watch);
        lock (_lock)
        {
            _watchers.Add(watcher);
        }

        return ReadAsync(watcher, cancellationToken);
    }

    /// <summary>Those who watch the unit of a path.</summary>
    public List<Watcher> Of(string path)
    {
        lock (_lock)
        {
            return _watchers.FindAll(watcher => watcher.Watches(path));
        }
    }

    public void Tell(UnitChange change)
    {
        lock (_lock)
        {
            _watchers.ForEach(watcher => watcher.Tell(change));
        }
    }

    public void End()
    {
        lock (_lock)
        {
            _watchers.ForEach(watcher => watcher.End());
        }
    }

    private async IAsyncEnumerable<UnitChange> ReadAsync(Watcher watcher, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in watcher.Changes.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return change;
            }
        }
        finally
        {
            lock (_lock)
            {
                _watchers.Remove(watcher);
            }
        }
    }
}
