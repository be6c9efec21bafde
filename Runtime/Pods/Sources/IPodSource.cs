using Reeve.Kubernetes;

namespace Reeve.Runtime.Pods.Sources;

/// <summary>Says which pods shall run on this node: manifests of a stand-alone agent, or an API server. Thread-safe.</summary>
public interface IPodSource
{
    /// <summary>A stable name, recorded with every pod that came from here, e.g. <c>files</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Gives every pod that shall run now, then <see cref="PodSourceItemKind.Synced"/>, then each change. When it ends or throws, it is
    /// watched again with back-off. What an incomplete listing leaves out is not deleted: only
    /// <see cref="PodSourceItemKind.Deleted"/> and <see cref="ListAsync"/> say that a pod is gone. At most one watch runs at a time.
    /// </summary>
    /// <param name="cancellationToken">Ends the watch.</param>
    IAsyncEnumerable<PodSourceItem> WatchAsync(CancellationToken cancellationToken);

    /// <summary>Lists the keys of all pods that shall run, completely and freshly, never from a cache.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException">The listing would not be complete; nothing may be concluded from it.</exception>
    Task<IReadOnlyCollection<string>> ListAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Whether the source is certain that one pod is gone, asked when a listing is empty, which alone decides nothing.
    /// </summary>
    /// <param name="key">Its key.</param>
    /// <param name="pod">The pod as last known.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException">It cannot tell now.</exception>
    ValueTask<bool> IsGoneAsync(string key, Pod pod, CancellationToken cancellationToken) => ValueTask.FromResult(false);

    /// <summary>
    /// Whether a pod with this key could come from this source as it is configured now. A pod recorded under another key is
    /// left alone however often the source does not list it.
    /// </summary>
    /// <param name="key">A <see cref="DesiredPod.Key"/> from an earlier run.</param>
    bool Covers(string key);
}
