using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Workers;

/// <summary>
/// The workers of a node. At most one is active for a UID; one that replaces another is known from the start but becomes active
/// only when the other has ended. Thread-safe.
/// </summary>
internal sealed class PodRegistry
{
    private readonly Lock _lock = new();
    private readonly HashSet<PodWorker> _all = [];
    private readonly Dictionary<string, PodWorker> _active = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PodWorker> _newestByUid = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Source, string Key), PodWorker> _newestByKey = [];
    private readonly Dictionary<(string Namespace, string Name), PodWorker> _newestByName = [];
    private readonly Dictionary<string, PodReport> _unclaimed = new(StringComparer.Ordinal);

    /// <summary>All workers, active or waiting.</summary>
    public IReadOnlyList<PodWorker> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _all];
            }
        }
    }

    /// <summary>UIDs that the backend reports and nobody looks after.</summary>
    public IReadOnlyList<string> Unclaimed
    {
        get
        {
            lock (_lock)
            {
                return [.. _unclaimed.Keys.Where(uid => !_newestByUid.ContainsKey(uid))];
            }
        }
    }

    /// <summary>Whether the backend may have reported a pod that nobody looks after.</summary>
    public bool HasUnclaimed
    {
        get
        {
            lock (_lock)
            {
                return _unclaimed.Count > 0;
            }
        }
    }

    public void Add(PodWorker worker)
    {
        lock (_lock)
        {
            _all.Add(worker);
            _newestByUid[worker.Intent.Uid] = worker;
            _newestByKey[(worker.Intent.Source, worker.Intent.Key)] = worker;
            _newestByName[NameOf(worker)] = worker;
        }
    }

    /// <summary>From now on reports of the UID are this worker's, also one that came before.</summary>
    public void Activate(PodWorker worker)
    {
        PodReport? waiting;
        lock (_lock)
        {
            _active[worker.Intent.Uid] = worker;
            _unclaimed.Remove(worker.Intent.Uid, out waiting);
        }

        if (waiting is not null)
        {
            worker.Report(waiting);
        }
    }

    public void Remove(PodWorker worker)
    {
        lock (_lock)
        {
            _all.Remove(worker);
            Remove(_active, worker.Intent.Uid, worker);
            Remove(_newestByUid, worker.Intent.Uid, worker);
            Remove(_newestByKey, (worker.Intent.Source, worker.Intent.Key), worker);
            Remove(_newestByName, NameOf(worker), worker);
        }
    }

    public PodWorker? FindByKey(string source, string key)
    {
        lock (_lock)
        {
            return _newestByKey.GetValueOrDefault((source, key));
        }
    }

    public PodWorker? FindByName(string podNamespace, string name)
    {
        lock (_lock)
        {
            return _newestByName.GetValueOrDefault((podNamespace, name));
        }
    }

    /// <summary>The pods of a name: more than one while the newest waits for the end of those before it.</summary>
    public IReadOnlyList<PodWorker> AllByName(string podNamespace, string name)
    {
        lock (_lock)
        {
            return [.. _all.Where(worker => NameOf(worker) == (podNamespace, name))];
        }
    }

    public PodWorker? FindByUid(string uid)
    {
        lock (_lock)
        {
            return _newestByUid.GetValueOrDefault(uid);
        }
    }

    public bool IsUnclaimed(string uid)
    {
        lock (_lock)
        {
            return _unclaimed.ContainsKey(uid);
        }
    }

    /// <summary>Hands a report to its worker.</summary>
    /// <returns>False if the backend reports a pod for the first time that nobody looks after.</returns>
    public bool Report(PodReport report)
    {
        PodWorker? worker;
        lock (_lock)
        {
            if (!_active.TryGetValue(report.Id.Uid, out worker))
            {
                var isKnown = _unclaimed.ContainsKey(report.Id.Uid) || _newestByUid.ContainsKey(report.Id.Uid);
                _unclaimed[report.Id.Uid] = report;
                return isKnown;
            }
        }

        worker.Report(report);
        return true;
    }

    /// <summary>The backend does not know a pod any more.</summary>
    public void Lose(string uid)
    {
        PodWorker? worker;
        lock (_lock)
        {
            _unclaimed.Remove(uid);
            _active.TryGetValue(uid, out worker);
        }

        if (worker is { AcceptedIn: > 0 })
        {
            worker.Lose();
        }
    }

    /// <summary>The backend has listed all that it knows: what was accepted before this listing and is not in it is lost.</summary>
    public void Listed(int listing, HashSet<string> uids)
    {
        PodWorker[] lost;
        lock (_lock)
        {
            lost = [.. _active.Values.Where(worker =>
                worker.AcceptedIn > 0 && worker.AcceptedIn < listing && !uids.Contains(worker.Intent.Uid))];
            foreach (var uid in _unclaimed.Keys.Where(uid => !uids.Contains(uid)).ToArray())
            {
                _unclaimed.Remove(uid);
            }
        }

        foreach (var worker in lost)
        {
            worker.Lose();
        }
    }

    private static (string Namespace, string Name) NameOf(PodWorker worker)
    {
        var metadata = worker.State.Record.Pod.Metadata;
        return (metadata.Namespace ?? "default", metadata.Name);
    }

    private static void Remove<TKey>(Dictionary<TKey, PodWorker> workers, TKey key, PodWorker worker)
        where TKey : notnull
    {
        if (workers.TryGetValue(key, out var present) && ReferenceEquals(present, worker))
        {
            workers.Remove(key);
        }
    }
}
