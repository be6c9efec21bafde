using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Actors;

/// <summary>
/// The newest report of every pod, and those that the watcher has not seen yet. A slow watcher gets the newest state and all
/// events, not every state between. Each event is given once.
/// </summary>
internal sealed class ReportFeed
{
    private const int MaxEvents = 200;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, PodReport> _reports = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<PodEvent>> _events = new(StringComparer.Ordinal);
    private readonly HashSet<PodId> _unseen = [];
    private readonly Queue<PodId> _order = new();
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private bool _waits;

    /// <summary>The watcher has taken everything and come back for more; for tests.</summary>
    public bool IsSeen
    {
        get
        {
            lock (_lock)
            {
                return _waits && _order.Count == 0;
            }
        }
    }

    public void Publish(PodReport report)
    {
        lock (_lock)
        {
            if (report.Events.Count > 0)
            {
                Keep(report.Id.Uid, report.Events);
                report = report with { Events = [] };
            }

            _reports[report.Id.Uid] = report;
            Mark(report.Id);
        }
    }

    public void Remove(PodId pod)
    {
        lock (_lock)
        {
            if (_reports.Remove(pod.Uid))
            {
                _events.Remove(pod.Uid);
                Mark(pod);
            }
        }
    }

    public PodReport? Find(PodId pod)
    {
        lock (_lock)
        {
            return _reports.GetValueOrDefault(pod.Uid);
        }
    }

    /// <summary>All reports, Synced once <paramref name="complete"/> is, then changes.</summary>
    public async IAsyncEnumerable<PodWatchItem> WatchAsync(Task complete, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await complete.WaitAsync(cancellationToken);
        foreach (var pod in List())
        {
            if (Take(pod) is { Kind: PodWatchKind.Report } item)
            {
                yield return item;
            }
        }

        yield return PodWatchItem.Synced;
        while (true)
        {
            while (Next() is { } pod)
            {
                yield return Take(pod);
            }

            await _signal.Reader.ReadAsync(cancellationToken);
        }
    }

    private List<PodId> List()
    {
        lock (_lock)
        {
            // What is gone already is no news for a new watcher, and all that is there is told at once.
            _waits = false;
            _order.Clear();
            _unseen.Clear();
            return [.. _reports.Values.Select(static report => report.Id)];
        }
    }

    private PodId? Next()
    {
        lock (_lock)
        {
            _waits = !_order.TryDequeue(out var pod);
            return pod is not null && _unseen.Remove(pod) ? pod : null;
        }
    }

    private PodWatchItem Take(PodId pod)
    {
        lock (_lock)
        {
            return !_reports.TryGetValue(pod.Uid, out var report) ? PodWatchItem.Gone(pod)
                : PodWatchItem.For(_events.Remove(pod.Uid, out var events) ? report with { Events = events } : report);
        }
    }

    private void Keep(string uid, IReadOnlyList<PodEvent> events)
    {
        if (!_events.TryGetValue(uid, out var kept))
        {
            _events[uid] = kept = [];
        }

        kept.AddRange(events);
        if (kept.Count > MaxEvents)
        {
            kept.RemoveRange(0, kept.Count - MaxEvents);
        }
    }

    private void Mark(PodId pod)
    {
        if (_unseen.Add(pod))
        {
            _order.Enqueue(pod);
            _signal.Writer.TryWrite(true);
        }
    }
}
