using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Host.Control;

/// <summary>
/// What can be asked of an agent: by the commands through its socket, by the socket's server in its own process, or, as far
/// as reading goes, of the state directory of one that does not run. Thread-safe. Failures are <see cref="ProviderException"/>.
/// </summary>
internal interface IAgent
{
    /// <summary>Its images.</summary>
    IAgentImages Images { get; }

    /// <summary>What the agent is.</summary>
    Task<AgentInfo> GetInfoAsync(CancellationToken cancellationToken);

    /// <summary>All pods, by namespace and name.</summary>
    Task<IReadOnlyList<Pod>> ListPodsAsync(CancellationToken cancellationToken);

    /// <summary>All pods as additions, a bookmark, then changes, until cancelled.</summary>
    IAsyncEnumerable<WatchEvent<Pod>> WatchPodsAsync(CancellationToken cancellationToken);

    /// <summary>Events, the oldest first.</summary>
    Task<IReadOnlyList<Event>> ListEventsAsync(CancellationToken cancellationToken);

    /// <inheritdoc cref="IPodLogs.ReadLogsAsync"/>
    Task ReadLogsAsync(PodKey pod, string container, LogQuery query, Stream output, CancellationToken cancellationToken);

    /// <inheritdoc cref="IPodExec.ExecAsync"/>
    Task<int> ExecAsync(PodKey pod, string container, ExecRequest request, CancellationToken cancellationToken);

    /// <summary>Deletes a pod: stops it and forgets it.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="gracePeriod">Null for the pod's own; zero kills at once.</param>
    /// <param name="wait">Return when it is gone, instead of when its deletion has begun.</param>
    /// <param name="cancellationToken">Stops waiting, not the deletion.</param>
    Task DeletePodAsync(PodKey pod, TimeSpan? gracePeriod, bool wait, CancellationToken cancellationToken);

    /// <summary>Plugins and their states.</summary>
    Task<IReadOnlyList<PluginSummary>> ListPluginsAsync(CancellationToken cancellationToken);
}
