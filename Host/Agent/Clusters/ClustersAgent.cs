using System.Runtime.CompilerServices;
using Reeve.Containers;
using Reeve.Host.Control;
using Reeve.Kubernetes;
using Reeve.Runtime.Plugins;
using Reeve.Workloads;

namespace Reeve.Host.Agent.Clusters;

/// <summary>An agent that looks after clusters or proxies and runs no pods.</summary>
/// <param name="info">What it says of itself.</param>
/// <param name="plugins">Its plugins.</param>
internal sealed class ClustersAgent(AgentInfo info, IPluginManager plugins) : IAgent
{
    /// <inheritdoc/>
    public IAgentImages Images { get; } = new LocalImages(null, info.Provider);

    /// <inheritdoc/>
    public Task<AgentInfo> GetInfoAsync(CancellationToken cancellationToken) => Task.FromResult(info);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Pod>> ListPodsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Pod>>([]);

    /// <inheritdoc/>
    public async IAsyncEnumerable<WatchEvent<Pod>> WatchPodsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new WatchEvent<Pod> { Type = WatchEventTypes.Bookmark, Object = new Pod() };
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Event>> ListEventsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Event>>([]);

    /// <inheritdoc/>
    public Task ReadLogsAsync(PodKey pod, string container, LogQuery query, Stream output, CancellationToken cancellationToken) => throw Missing(pod);

    /// <inheritdoc/>
    public Task<int> ExecAsync(PodKey pod, string container, ExecRequest request, CancellationToken cancellationToken) => throw Missing(pod);

    /// <inheritdoc/>
    public Task DeletePodAsync(PodKey pod, TimeSpan? gracePeriod, bool wait, CancellationToken cancellationToken) => throw Missing(pod);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PluginSummary>> ListPluginsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PluginSummary>>([.. plugins.Plugins.Select(PluginSummary.Of)]);

    private static ProviderException Missing(PodKey pod) =>
        new(ErrorReason.NotFound, $"There is no pod {pod.Name} in namespace {pod.Namespace}: this agent runs no pods.");
}
