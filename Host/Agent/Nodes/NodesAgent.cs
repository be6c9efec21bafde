using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Reeve.Containers;
using Reeve.Host.Control;
using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Host.Agent.Nodes;

/// <summary>An agent that is several nodes: their pods are listed together; what is about one pod goes to the node that has it.</summary>
/// <param name="info">What it says of itself; null for one that does not run.</param>
/// <param name="nodes">At least one.</param>
internal sealed class NodesAgent(AgentInfo? info, IReadOnlyList<IAgent> nodes) : IAgent
{
    /// <inheritdoc/>
    public IAgentImages Images { get; } = new NodesImages([.. nodes.Select(node => node.Images)]);

    /// <inheritdoc/>
    public Task<AgentInfo> GetInfoAsync(CancellationToken cancellationToken) => info is null ? nodes[0].GetInfoAsync(cancellationToken) : Task.FromResult(info);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Pod>> ListPodsAsync(CancellationToken cancellationToken) =>
        [.. (await Task.WhenAll(nodes.Select(node => node.ListPodsAsync(cancellationToken)))).SelectMany(pods => pods)];

    /// <inheritdoc/>
    public async IAsyncEnumerable<WatchEvent<Pod>> WatchPodsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var merged = Channel.CreateBounded<WatchEvent<Pod>>(256);
        var watches = nodes.Select(node => PumpAsync(node, merged.Writer, end.Token)).ToList();
        var waiting = nodes.Count;
        try
        {
            await foreach (var change in merged.Reader.ReadAllAsync(cancellationToken))
            {
                // Each node says once that it has given everything; together they say so when the last one has.
                if (change.Type != WatchEventTypes.Bookmark || --waiting == 0)
                {
                    yield return change;
                }
            }
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAll(watches).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Event>> ListEventsAsync(CancellationToken cancellationToken) =>
        [.. (await Task.WhenAll(nodes.Select(node => node.ListEventsAsync(cancellationToken)))).SelectMany(events => events)
            .OrderBy(happened => happened.LastTimestamp?.Value ?? happened.Metadata.CreationTimestamp?.Value)];

    /// <inheritdoc/>
    public async Task ReadLogsAsync(PodKey pod, string container, LogQuery query, Stream output, CancellationToken cancellationToken) =>
        await (await FindAsync(pod, cancellationToken)).ReadLogsAsync(pod, container, query, output, cancellationToken);

    /// <inheritdoc/>
    public async Task<int> ExecAsync(PodKey pod, string container, ExecRequest request, CancellationToken cancellationToken) =>
        await (await FindAsync(pod, cancellationToken)).ExecAsync(pod, container, request, cancellationToken);

    /// <inheritdoc/>
    public async Task DeletePodAsync(PodKey pod, TimeSpan? gracePeriod, bool wait, CancellationToken cancellationToken) =>
        await (await FindAsync(pod, cancellationToken)).DeletePodAsync(pod, gracePeriod, wait, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PluginSummary>> ListPluginsAsync(CancellationToken cancellationToken) => nodes[0].ListPluginsAsync(cancellationToken);

    private static async Task PumpAsync(IAgent node, ChannelWriter<WatchEvent<Pod>> output, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in node.WatchPodsAsync(cancellationToken))
            {
                await output.WriteAsync(change, cancellationToken);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            output.TryComplete(e);
        }
    }

    private async Task<IAgent> FindAsync(PodKey pod, CancellationToken cancellationToken)
    {
        foreach (var node in nodes)
        {
            if ((await node.ListPodsAsync(cancellationToken)).Any(one => PodLookup.KeyOf(one) == pod))
            {
                return node;
            }
        }

        throw new ProviderException(ErrorReason.NotFound, $"There is no pod {pod.Name} in namespace {pod.Namespace}.");
    }
}
