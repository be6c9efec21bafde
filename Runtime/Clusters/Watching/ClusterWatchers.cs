using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Reeve.Runtime.Clusters.State;

namespace Reeve.Runtime.Clusters.Watching;

/// <summary>One watch for each cluster.</summary>
internal sealed class ClusterWatchers(ClusterTable table, WatchServices services, ILogger<ClusterWatch> logger) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<ClusterWatch>> _watches = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private IClusterManager? _manager;

    /// <summary>Begins to watch the clusters that are known; others are watched from when they are first poked.</summary>
    /// <param name="manager">What reconcilers ask.</param>
    public void Begin(IClusterManager manager)
    {
        _manager = manager;
        foreach (var entry in table.Entries)
        {
            Poke(entry);
        }
    }

    /// <summary>Lets a cluster be looked at now.</summary>
    public void Poke(ClusterEntry entry)
    {
        if (!_stopping.IsCancellationRequested && _manager is not null)
        {
            WatchOf(entry).Poke();
        }
    }

    /// <summary>Looks at a cluster now and waits for it.</summary>
    public Task LookAsync(ClusterEntry entry, CancellationToken cancellationToken) => WatchOf(entry).LookAsync(cancellationToken);

    public ReconcilerStatus StatusOf(ClusterEntry entry) => WatchOf(entry).Status;

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        foreach (var watch in _watches.Values.Where(watch => watch.IsValueCreated))
        {
            await watch.Value.StoppedAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    private ClusterWatch WatchOf(ClusterEntry entry) => _watches.GetOrAdd(
        entry.Key,
        _ => new Lazy<ClusterWatch>(() => ClusterWatch.Begin(entry, services, _manager ?? throw new InvalidOperationException("Nothing is watched before the start."), logger, _stopping.Token))).Value;
}
