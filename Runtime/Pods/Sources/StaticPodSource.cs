using System.Runtime.CompilerServices;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Pods.Sources;

/// <summary>
/// Pods from files as static pods of a node: named after the node as well, so that the same file on several nodes makes several pods, and
/// bearing with every taint that would evict them. Thread-safe.
/// </summary>
/// <param name="files">The files.</param>
/// <param name="nodeName">The node's name.</param>
public sealed class StaticPodSource(IPodSource files, string nodeName) : IPodSource
{
    /// <inheritdoc/>
    public string Name => files.Name;

    /// <inheritdoc/>
    public bool Covers(string key) => files.Covers(key);

    /// <inheritdoc/>
    public Task<IReadOnlyCollection<string>> ListAsync(CancellationToken cancellationToken) => files.ListAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> IsGoneAsync(string key, Pod pod, CancellationToken cancellationToken) => files.IsGoneAsync(key, pod, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<PodSourceItem> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in files.WatchAsync(cancellationToken))
        {
            yield return item.Pod is { } desired ? PodSourceItem.Set(desired with { Pod = ToStatic(desired.Pod) }) : item;
        }
    }

    private Pod ToStatic(Pod pod) => pod with
    {
        Metadata = pod.Metadata with { Name = $"{pod.Metadata.Name}-{nodeName}" },
        Spec = pod.Spec with
        {
            Tolerations = [.. pod.Spec.Tolerations, new Toleration { Operator = TolerationOperators.Exists, Effect = TaintEffects.NoExecute }],
        },
    };
}
