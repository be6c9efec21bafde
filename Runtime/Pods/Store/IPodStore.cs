using Reeve.Kubernetes;

namespace Reeve.Runtime.Pods.Store;

/// <summary>
/// Keeps what must survive the agent. Everything may be called at any time; of one pod, what was asked for first is done first.
/// </summary>
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
    Task WriteStatusAsync(Pod pod, string? backendHandle, IReadOnlyList<Event> events);

    /// <summary>Writes the events of pods that are gone; not waiting for the disk.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    void WriteEvents(IReadOnlyList<Event> events);

    /// <summary>Forgets a pod; not waiting for the disk.</summary>
    /// <exception cref="IOException">It cannot.</exception>
    Task DeleteAsync(string uid);

    /// <summary>Forgets what a crash left behind of pods that the backend never heard of. Called before any pod is taken on.</summary>
    /// <param name="known">UIDs of the pods on record.</param>
    /// <exception cref="IOException">It cannot.</exception>
    Task SweepAsync(IEnumerable<string> known);
}
