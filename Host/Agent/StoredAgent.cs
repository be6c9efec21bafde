using Reeve.Containers;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Host.Control;
using Reeve.Kubernetes;
using Reeve.Runtime.Engine.Logs;
using Reeve.Runtime.Nodes.Connections;
using Reeve.Runtime.Pods;
using Reeve.Workloads;

namespace Reeve.Host.Agent;

/// <summary>An agent that does not run, as its state directory tells. Reads and changes nothing.</summary>
internal sealed class StoredAgent : IAgent
{
    private readonly string _directory;
    private readonly StoredPods _pods;
    private readonly LogReader _logs;
    private readonly Owner? _owner;

    private StoredAgent(string directory, StoredPods pods, LogReader logs, Owner? owner) =>
        (_directory, _pods, _logs, _owner) = (directory, pods, logs, owner);

    /// <summary>Reads a state directory.</summary>
    public static StoredAgent Open(HostOptions options, string directory, Cli cli)
    {
        var layout = new AgentLayout(directory);
        var pods = StoredPods.Read(directory);
        foreach (var problem in pods.Problems)
        {
            cli.Error.WriteLine(problem);
        }

        return new StoredAgent(directory, pods, new LogReader(layout.LogOptions(options), cli.Time), NodeOwner.Find(directory) ?? AgentOwner.Find(layout, options));
    }

    /// <inheritdoc/>
    public IAgentImages Images => throw Absent();

    /// <inheritdoc/>
    public Task<AgentInfo> GetInfoAsync(CancellationToken cancellationToken) => throw Absent();

    /// <inheritdoc/>
    public Task<IReadOnlyList<Pod>> ListPodsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Pod>>([.. _pods.Pods.Select(record => record.Pod)]);

    /// <inheritdoc/>
    public IAsyncEnumerable<WatchEvent<Pod>> WatchPodsAsync(CancellationToken cancellationToken) => throw Absent();

    /// <inheritdoc/>
    public Task<IReadOnlyList<Event>> ListEventsAsync(CancellationToken cancellationToken) => Task.FromResult(_pods.GetEvents());

    /// <inheritdoc/>
    public Task ReadLogsAsync(PodKey pod, string container, LogQuery query, Stream output, CancellationToken cancellationToken)
    {
        if (query.Follow)
        {
            throw new ProviderException(ErrorReason.Invalid, $"{AgentAbsent.Sentence(_directory)} Without it a log cannot be followed; leave out -f.");
        }

        return _pods.Find(pod.Namespace, pod.Name) is { } record && _owner is not null
            ? PodFailures.NameAsync(pod, () => _logs.ReadAsync(new PodId { Owner = _owner, Uid = record.Uid }, container, query, output, cancellationToken))
            : throw new ProviderException(ErrorReason.NotFound, $"There is no pod {pod.Name} in namespace {pod.Namespace}.");
    }

    /// <inheritdoc/>
    public Task<int> ExecAsync(PodKey pod, string container, ExecRequest request, CancellationToken cancellationToken) => throw Absent();

    /// <inheritdoc/>
    public Task DeletePodAsync(PodKey pod, TimeSpan? gracePeriod, bool wait, CancellationToken cancellationToken) => throw Absent();

    /// <inheritdoc/>
    public Task<IReadOnlyList<PluginSummary>> ListPluginsAsync(CancellationToken cancellationToken) => throw Absent();

    private ProviderException Absent() => new(ErrorReason.Transient, AgentAbsent.Sentence(_directory));
}
