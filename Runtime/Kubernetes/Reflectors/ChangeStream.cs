using System.Runtime.CompilerServices;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Kubernetes.Reflectors;

/// <summary>
/// Changes on their way to one reader. Of each object only what the reader needs is kept, so that a slow reader costs no more than one
/// object each. Writers never wait. Thread-safe, with one reader.
/// </summary>
internal sealed class ChangeStream<T>
    where T : class, IKubernetesObject
{
    private readonly Lock _lock = new();
    private readonly LinkedList<ObjectChange<T>> _changes = new();
    private readonly Dictionary<string, LinkedListNode<ObjectChange<T>>> _byIdentity = new(StringComparer.Ordinal);
    private TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _completed;

    /// <summary>Changes that wait.</summary>
    public int Depth
    {
        get
        {
            lock (_lock)
            {
                return _changes.Count;
            }
        }
    }

    /// <summary>Adds a change, or makes one of it and an earlier one of the same object.</summary>
    public void Write(ObjectChange<T> change)
    {
        lock (_lock)
        {
            if (_completed)
            {
                return;
            }

            if (change.Object is null)
            {
                _changes.AddLast(change);
            }
            else
            {
                Merge(Identity(change.Object), change);
            }

            _ready.TrySetResult();
        }
    }

    /// <summary>Ends the stream; what waits is not read any more.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _completed = true;
            _changes.Clear();
            _byIdentity.Clear();
            _ready.TrySetResult();
        }
    }

    public async IAsyncEnumerable<ObjectChange<T>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            Task ready;
            lock (_lock)
            {
                ready = _ready.Task;
            }

            await ready.WaitAsync(cancellationToken);
            while (TryTake(out var change))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return change;
            }

            lock (_lock)
            {
                if (_completed)
                {
                    yield break;
                }
            }
        }
    }

    private static string Identity(T item) =>
        item.Metadata.Uid is { Length: > 0 } uid ? uid : item.Metadata.Namespace + "/" + item.Metadata.Name;

    private void Merge(string identity, ObjectChange<T> change)
    {
        if (!_byIdentity.TryGetValue(identity, out var waiting))
        {
            _byIdentity.Add(identity, _changes.AddLast(change));
            return;
        }

        var merged = (waiting.Value.Kind, change.Kind) switch
        {
            (ObjectChangeKind.Added, ObjectChangeKind.Deleted) => ObjectChangeKind.Unknown,
            (ObjectChangeKind.Added, _) => ObjectChangeKind.Added,
            (ObjectChangeKind.Deleted, ObjectChangeKind.Added) => ObjectChangeKind.Modified,
            _ => change.Kind,
        };
        if (merged == ObjectChangeKind.Unknown)
        {
            // The reader has never heard of it.
            _changes.Remove(waiting);
            _byIdentity.Remove(identity);
            return;
        }

        waiting.Value = change with { Kind = merged };
    }

    private bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ObjectChange<T>? change)
    {
        lock (_lock)
        {
            change = _changes.First?.Value;
            if (change is null)
            {
                if (!_completed && _ready.Task.IsCompleted)
                {
                    _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
                }

                return false;
            }

            _changes.RemoveFirst();
            if (change.Object is not null)
            {
                _byIdentity.Remove(Identity(change.Object));
            }

            return true;
        }
    }
}
