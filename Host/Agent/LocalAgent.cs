using System.Runtime.CompilerServices;
using Reeve.Containers;
using Reeve.Host.Control;
using Reeve.Kubernetes;
using Reeve.Plugins;
using Reeve.Runtime.Images;
using Reeve.Runtime.Plugins;
using Reeve.Runtime.Pods;
using Reeve.Workloads;

namespace Reeve.Host.Agent;

/// <summary>The agent of this process.</summary>
internal sealed class LocalAgent(AgentInfo info, Owner owner, IPodManager pods, IWorkloadProvider provider, ImageManager? images, IPluginManager plugins) : IAgent
{
    /// <inheritdoc/>
    public IAgentImages Images { get; } = new LocalImages(images, info.Provider);

    /// <inheritdoc/>
    public Task<AgentInfo> GetInfoAsync(CancellationToken cancellationToken) => Task.FromResult(info);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Pod>> ListPodsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Pod>>([.. pods.Pods.Select(record => record.Pod)]);

    /// <inheritdoc/>
    public async IAsyncEnumerable<WatchEvent<Pod>> WatchPodsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var known = new HashSet<string>();
        await foreach (var change in pods.WatchAsync(cancellationToken))
        {
            if (change is { Kind: PodRecordChangeKind.Updated, Record: { } record })
            {
                var type = known.Add(record.Uid) ? WatchEventTypes.Added : WatchEventTypes.Modified;
                yield return new WatchEvent<Pod> { Type = type, Object = record.Pod };
            }
            else if (change is { Kind: PodRecordChangeKind.Removed, Record: { } last })
            {
                known.Remove(last.Uid);
                yield return new WatchEvent<Pod> { Type = WatchEventTypes.Deleted, Object = last.Pod };
            }
            else if (change.Kind == PodRecordChangeKind.Synced)
            {
                yield return new WatchEvent<Pod> { Type = WatchEventTypes.Bookmark, Object = new Pod() };
            }
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Event>> ListEventsAsync(CancellationToken cancellationToken) => Task.FromResult(pods.GetEvents());

    /// <inheritdoc/>
    public Task ReadLogsAsync(PodKey pod, string container, LogQuery query, Stream output, CancellationToken cancellationToken)
    {
        var logs = provider.RequireCapability<IPodLogs>(info.Provider, "show logs");
        var id = IdOf(pod);
        return PodFailures.NameAsync(pod, () => logs.ReadLogsAsync(id, container, query, output, cancellationToken));
    }

    /// <inheritdoc/>
    public Task<int> ExecAsync(PodKey pod, string container, ExecRequest request, CancellationToken cancellationToken) =>
        provider.RequireCapability<IPodExec>(info.Provider, "run commands in containers")
            .ExecAsync(IdOf(pod), container, request, cancellationToken);

    /// <inheritdoc/>
    public async Task DeletePodAsync(PodKey pod, TimeSpan? gracePeriod, bool wait, CancellationToken cancellationToken)
    {
        IdOf(pod);

        // Without waiting the deletion goes on by itself: cancelling only ends the wait.
        using var noWait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var deletion = pods.DeletePodAsync(pod.Namespace, pod.Name, gracePeriod, noWait.Token);
        if (!wait)
        {
            await noWait.CancelAsync();
        }

        try
        {
            await deletion;
        }
        catch (OperationCanceledException) when (!wait && !cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<PluginSummary>> ListPluginsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PluginSummary>>([.. plugins.Plugins.Select(PluginSummary.Of)]);

    private PodId IdOf(PodKey pod) => pods.Find(pod.Namespace, pod.Name) is { } record
        ? new PodId { Owner = owner, Uid = record.Uid }
        : throw new ProviderException(ErrorReason.NotFound, $"There is no pod {pod.Name} in namespace {pod.Namespace}.");
}
