using System.Runtime.CompilerServices;
using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Sources;

namespace Reeve.Runtime.Hosting.Nodes;

/// <summary>The pods of a node from the time on when it is certain that no other agent uses the node's name: two would run each pod twice.</summary>
internal sealed class ClaimedPodSource(IPodSource source, Task claimed) : IPodSource
{
    /// <inheritdoc/>
    public string Name => source.Name;

    /// <inheritdoc/>
    public async IAsyncEnumerable<PodSourceItem> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await WhenClaimedAsync(cancellationToken);
        await foreach (var item in source.WatchAsync(cancellationToken))
        {
            yield return item;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyCollection<string>> ListAsync(CancellationToken cancellationToken)
    {
        await WhenClaimedAsync(cancellationToken);
        return await source.ListAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> IsGoneAsync(string key, Pod pod, CancellationToken cancellationToken)
    {
        await WhenClaimedAsync(cancellationToken);
        return await source.IsGoneAsync(key, pod, cancellationToken);
    }

    /// <inheritdoc/>
    public bool Covers(string key) => source.Covers(key);

    // A name that will not be claimed any more is no failure of this source: whoever reads it ends soon.
    private async Task WhenClaimedAsync(CancellationToken cancellationToken)
    {
        await claimed.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await (claimed.IsCompletedSuccessfully ? Task.CompletedTask : Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken));
    }
}
