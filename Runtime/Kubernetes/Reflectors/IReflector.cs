using Reeve.Kubernetes;

namespace Reeve.Runtime.Kubernetes.Reflectors;

/// <summary>
/// A lasting view of the objects of a kind: lists, watches, and starts over whenever it must. Thread-safe. Disposing it ends it and
/// every stream of changes.
/// </summary>
/// <typeparam name="T">The kind.</typeparam>
public interface IReflector<T> : IAsyncDisposable
    where T : class, IKubernetesObject, new()
{
    /// <summary>Completes with the first complete list; is cancelled if the reflector is disposed before.</summary>
    Task Synced { get; }

    /// <summary>Completes with the first complete list.</summary>
    /// <exception cref="KubernetesApiException">The next attempt to list failed; the reflector goes on trying.</exception>
    Task WaitUntilSyncedAsync(CancellationToken cancellationToken);

    /// <summary>What hinders the reflector at present; null while all is well.</summary>
    KubernetesApiException? LastError { get; }

    /// <summary>When the server was last heard of: a list, an event or a bookmark; null before the first.</summary>
    DateTimeOffset? LastHeard { get; }

    /// <summary>The object of a name as last seen; null if there is none, or none yet.</summary>
    /// <param name="ns">The namespace; null or empty for cluster-scoped kinds.</param>
    /// <param name="name">The name.</param>
    T? Find(string? ns, string name);

    /// <summary>All objects as last seen, in no order.</summary>
    IReadOnlyCollection<T> Snapshot();

    /// <summary>
    /// Yields all present objects as added, then <see cref="ObjectChangeKind.Synced"/> once the first list is complete, then changes.
    /// Each caller has a stream of its own; whoever is slow gets only the latest of each object, and nothing is lost. An object that
    /// was replaced by another of its name is deleted, then added.
    /// </summary>
    IAsyncEnumerable<ObjectChange<T>> ChangesAsync(CancellationToken cancellationToken);
}
