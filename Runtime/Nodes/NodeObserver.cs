using Microsoft.Extensions.Logging;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Requests;
using Reeve.Runtime.Kubernetes.Resources;

namespace Reeve.Runtime.Nodes;

/// <summary>Follows one node's object: read once, then watched from there, and again whenever the watch ends.</summary>
/// <remarks>For one object by name, which is all that a node may read, a whole reflector would keep what nobody asks for.</remarks>
internal sealed partial class NodeObserver(IKubernetesApi api, string name, TimeProvider time, Func<double> random, ILogger logger)
{
    /// <summary>The node as it is now; null if there is none.</summary>
    /// <exception cref="KubernetesApiException">It cannot be read.</exception>
    public Task<Node?> ReadAsync(CancellationToken cancellationToken) => api.FindAsync(ApiResources.Nodes, null, name, cancellationToken);

    /// <summary>Follows until cancelled.</summary>
    /// <param name="listed">Given what a reading found: the node, or null if there is none.</param>
    /// <param name="changed">Given each change; the flag tells a deletion.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Action<Node?> listed, Action<Node, bool> changed, CancellationToken cancellationToken)
    {
        var retry = new Backoff(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30), random);
        while (true)
        {
            try
            {
                var node = await ReadAsync(cancellationToken);
                listed(node);
                var options = new WatchOptions { FieldSelector = $"metadata.name={name}", ResourceVersion = node?.Metadata.ResourceVersion };
                await foreach (var change in api.WatchAsync(ApiResources.Nodes, null, options, cancellationToken))
                {
                    retry.Reset();
                    if (change is { Type: WatchEventTypes.Added or WatchEventTypes.Modified or WatchEventTypes.Deleted, Object: { } seen })
                    {
                        changed(seen, change.Type == WatchEventTypes.Deleted);
                    }
                }

                await Task.Delay(retry.Next(), time, cancellationToken);
            }
            catch (KubernetesApiException e)
            {
                LogFailed(name, e.Message);
                await Task.Delay(retry.Next(e.RetryAfter), time, cancellationToken);
            }
        }
    }

    [LoggerMessage(1951, LogLevel.Debug, "Node {Node} cannot be watched now: {Reason}")]
    private partial void LogFailed(string node, string reason);
}
