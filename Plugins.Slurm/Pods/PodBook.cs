using System.Collections.Concurrent;
using System.Threading.Channels;
using Reeve.Plugins.Slurm.Users;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Pods;

/// <summary>All pods of this owner that the cluster is known to have, and what is told of them. A cache; thread-safe.</summary>
internal sealed class PodBook
{
    private readonly ConcurrentDictionary<string, TrackedPod> _pods = new(StringComparer.Ordinal);
    private readonly Lock _publishing = new();
    private Channel<PodWatchItem>? _watch;

    /// <summary>Every pod.</summary>
    public ICollection<TrackedPod> All => _pods.Values;

    /// <summary>Finds a pod.</summary>
    public TrackedPod? Find(PodId id) => _pods.TryGetValue(id.Token, out var pod) && pod.Id == id ? pod : null;

    /// <summary>Finds a pod, or says that there is none.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.NotFound"/>.</exception>
    public TrackedPod Get(PodId id) => Find(id) ?? throw new ProviderException(ErrorReason.NotFound, $"No Slurm job of pod {id} is known.");

    /// <summary>Finds a pod by the name of its directory.</summary>
    public TrackedPod? FindByToken(string token) => _pods.GetValueOrDefault(token);

    /// <summary>Finds a pod, or begins to track it.</summary>
    public TrackedPod GetOrAdd(PodId id, RemoteUser user) => _pods.GetOrAdd(id.Token, _ => new TrackedPod(id, user));

    /// <summary>Tells of a pod what changed since the last time.</summary>
    public void Publish(TrackedPod pod)
    {
        lock (_publishing)
        {
            if (!pod.Findings.IsAccepted || !_pods.ContainsKey(pod.Id.Token))
            {
                return;
            }

            var report = PodReports.Of(pod.Id, pod.Findings);
            var events = pod.TakeEvents();
            if (events.Count == 0 && pod.Published is { } before && ReportComparer.Same(before, report))
            {
                return;
            }

            pod.Published = report;
            _watch?.Writer.TryWrite(PodWatchItem.For(events.Count == 0 ? report : report with { Events = events }));
        }
    }

    /// <summary>Forgets a pod.</summary>
    /// <param name="pod">The pod.</param>
    public void Remove(TrackedPod pod)
    {
        lock (_publishing)
        {
            if (_pods.TryRemove(KeyValuePair.Create(pod.Id.Token, pod)) && pod.Findings.IsAccepted)
            {
                _watch?.Writer.TryWrite(PodWatchItem.Gone(pod.Id));
            }
        }
    }

    /// <summary>Begins a watch: everything that is known now, Synced, then changes. The watch before it ends.</summary>
    public ChannelReader<PodWatchItem> Watch()
    {
        var watch = Channel.CreateUnbounded<PodWatchItem>(new UnboundedChannelOptions { SingleReader = true });
        lock (_publishing)
        {
            _watch?.Writer.TryComplete();
            foreach (var pod in _pods.Values.Where(pod => pod.Findings.IsAccepted))
            {
                pod.Published = PodReports.Of(pod.Id, pod.Findings);
                watch.Writer.TryWrite(PodWatchItem.For(pod.Published));
            }

            watch.Writer.TryWrite(PodWatchItem.Synced);
            _watch = watch;
        }

        return watch.Reader;
    }

    /// <summary>Ends the watch.</summary>
    public void Close()
    {
        lock (_publishing)
        {
            _watch?.Writer.TryComplete();
            _watch = null;
        }
    }
}
