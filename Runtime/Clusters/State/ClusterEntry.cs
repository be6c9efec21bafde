using Reeve.Clusters;
using Reeve.Runtime.Clusters.Observation;
using Reeve.Runtime.Operations;

namespace Reeve.Runtime.Clusters.State;

/// <summary>
/// One cluster: its document, what was last seen of it, the operation that goes on, and the view that follows from them. Whatever changes the
/// document is on disk before it can be seen. Thread-safe.
/// </summary>
internal sealed class ClusterEntry : IDisposable
{
    private readonly Lock _lock = new();
    private readonly ClusterStore _store;
    private readonly Func<ClusterEntry, ClusterView> _view;
    private TaskCompletionSource _changed = NewSignal();
    private ClusterView? _last;

    public ClusterEntry(ClusterId id, ClusterDocument document, ClusterStore store, Func<ClusterEntry, ClusterView> view)
    {
        (Id, Document, _store, _view) = (id, document, store, view);
        Findings = document.Conditions.Where(condition => ConditionRules.Found.Contains(condition.Type)).ToDictionary(condition => condition.Type, StringComparer.Ordinal);
    }

    public ClusterId Id { get; }

    /// <summary>The text by which it is asked for.</summary>
    public string Key => Id.ToString();

    /// <summary>One request at a time prepares an operation.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    public ClusterDocument Document { get; private set; }

    /// <summary>What was last seen; null before the first look, and after an operation until the next one.</summary>
    public ClusterObservation? Observation { get; private set; }

    public DateTimeOffset? ObservedAt { get; private set; }

    public IReadOnlyList<ClusterCertificate> Certificates { get; private set; } = [];

    /// <summary>The operation that goes on or is stuck.</summary>
    public Operation? Active { get; private set; }

    /// <summary>What reconcilers say of parts of the cluster, by condition type.</summary>
    public IReadOnlyDictionary<string, ClusterConditionState> Findings { get; private set; }

    /// <summary>The cluster as it is now, and a task that ends at its next change.</summary>
    public (ClusterView View, Task Changed) Look()
    {
        lock (_lock)
        {
            return (_last ??= _view(this), _changed.Task);
        }
    }

    /// <summary>Changes the document, on disk before this returns.</summary>
    /// <exception cref="IOException">It is not on disk; nothing has changed.</exception>
    public void Change(Func<ClusterDocument, ClusterDocument> change)
    {
        lock (_lock)
        {
            var next = change(Document);
            if (next != Document)
            {
                _store.Write(Id, next);
                Document = next;
            }

            Signal();
        }
    }

    /// <summary>What a look begins with: it counts only if nothing has begun or ended meanwhile.</summary>
    public (string Settled, string? Active) Mark()
    {
        lock (_lock)
        {
            return (Document.Settled, Active?.Id);
        }
    }

    /// <summary>Takes over a look at the cluster.</summary>
    /// <returns>Whether it still counts.</returns>
    public bool Observe((string Settled, string? Active) mark, ClusterObservation observation, DateTimeOffset at, Func<ClusterDocument, ClusterDocument> change)
    {
        lock (_lock)
        {
            if (mark != Mark())
            {
                return false;
            }

            (Observation, ObservedAt) = (observation, at);
            Change(change);
            return true;
        }
    }

    /// <summary>Takes over the end of an operation, and what was seen after it; on disk before this returns. Once is enough.</summary>
    public void Settle(string operation, ClusterObservation? observation, DateTimeOffset at, Func<ClusterDocument, ClusterDocument> change)
    {
        lock (_lock)
        {
            if (string.CompareOrdinal(operation, Document.Settled) > 0)
            {
                Change(change);
                (Observation, ObservedAt) = (observation, observation is null ? ObservedAt : at);
            }

            Active = Active?.Id == operation ? null : Active;
            Signal();
        }
    }

    public void SetActive(Operation? operation)
    {
        lock (_lock)
        {
            Active = operation;
            Signal();
        }
    }

    public void SetCertificates(IReadOnlyList<ClusterCertificate> certificates)
    {
        lock (_lock)
        {
            Certificates = certificates;
            Signal();
        }
    }

    /// <summary>Says something of a part of the cluster, or with null nothing any more; it shows with the next look.</summary>
    public void Find(string type, ClusterConditionState? finding)
    {
        lock (_lock)
        {
            var findings = Findings.Where(entry => entry.Key != type).ToDictionary(StringComparer.Ordinal);
            if (finding is not null)
            {
                findings.Add(type, finding);
            }

            Findings = findings;
        }
    }

    public void Dispose() => Turn.Dispose();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Signal()
    {
        _last = null;
        _changed.SetResult();
        _changed = NewSignal();
    }
}
