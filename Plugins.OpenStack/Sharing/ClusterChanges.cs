using Reeve.Clusters;

namespace Reeve.Plugins.OpenStack.Sharing;

/// <summary>
/// What this process does to clusters, in its order: so that what it has changed is never told from before. Moments are numbers that grow. Thread-safe.
/// </summary>
internal sealed class ClusterChanges
{
    private const int MaxClusters = 4096;

    private readonly Lock _lock = new();
    private readonly Dictionary<ClusterId, (long Last, int UnderWay)> _clusters = [];
    private long _moment;
    private long _floor;

    /// <summary>The next moment.</summary>
    public long Next() => Interlocked.Increment(ref _moment);

    /// <summary>A step of a cluster begins.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="changes">Whether it changes something, rather than wait for it.</param>
    /// <returns>Ends it.</returns>
    public IDisposable Begin(ClusterId cluster, bool changes)
    {
        Note(cluster, changes, 1);
        return new Ending(() => Note(cluster, changes, -1));
    }

    /// <summary>The moment after which a list must begin to hold everything that was done to a cluster until now.</summary>
    public long LastOf(ClusterId cluster)
    {
        lock (_lock)
        {
            return Math.Max(_floor, _clusters.GetValueOrDefault(cluster).Last);
        }
    }

    /// <summary>
    /// The same for who only watches: while steps are under way there is no such moment, since what is told of the cluster changes with each of them.
    /// </summary>
    public long SettledAt(ClusterId cluster)
    {
        lock (_lock)
        {
            return _clusters.GetValueOrDefault(cluster).UnderWay > 0 ? 0 : LastOf(cluster);
        }
    }

    private void Note(ClusterId cluster, bool changes, int underWay)
    {
        lock (_lock)
        {
            if (_clusters.Count >= MaxClusters && !_clusters.ContainsKey(cluster))
            {
                Forget();
            }

            var state = _clusters.GetValueOrDefault(cluster);
            _clusters[cluster] = (changes ? Next() : state.Last, state.UnderWay + underWay);
        }
    }

    private void Forget()
    {
        _floor = Next();
        foreach (var cluster in _clusters.Where(static pair => pair.Value.UnderWay == 0).Select(static pair => pair.Key).ToList())
        {
            _clusters.Remove(cluster);
        }
    }

    private sealed class Ending(Action end) : IDisposable
    {
        private Action? _end = end;

        public void Dispose() => Interlocked.Exchange(ref _end, null)?.Invoke();
    }
}
