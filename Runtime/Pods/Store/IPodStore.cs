using Reeve.Kubernetes;

namespace Reeve.Runtime.Pods.Store;

/// <summary>Keeps what must survive the agent. For one pod called one after another, for different pods at the same time.</summary>
internal interface IPodStore : IAsyncDisposable
{
    /// <summary>Writes an intent; completes when it is on disk.</summary>
    /// <exception cref="IOException">It is not.</exception>
    Task WriteIntentAsync(PodIntent intent);

    /// <summary>Writes that a pod is to go; completes when it is on disk.</summary>
    /// <exception cref="IOException">It is not.</exception>
    Task WriteTombstoneAsync(string uid, PodTombstone tombstone);

    /// <summary>Writes a pod's status and events; not waiting for the disk.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    void WriteStatus(Pod pod, string? backendHandle, IReadOnlyList<Event> events);

    /// <summary>Writes the events of pods that are gone; not waiting for the disk.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    void WriteEvents(IReadOnlyList<Event> events);

    /// <summary>Forgets a pod.</summary>
    /// <exception cref="IOException">It cannot.</exception>
    void Delete(string uid);

    /// <summary>Deletes what a crash left behind of pods that the backend never heard of. Called before any pod is taken on.</summary>
    /// <param name="known">UIDs of the pods on record.</param>
    /// <exception cref="IOException">It cannot.</exception>
    void Sweep(IEnumerable<string> known);
}
