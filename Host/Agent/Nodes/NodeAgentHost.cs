using Microsoft.Extensions.Logging;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Runtime.KubeletApi.Metrics;

namespace Reeve.Host.Agent.Nodes;

/// <summary>Puts an agent together that is one or several nodes of clusters.</summary>
internal sealed class NodeAgentHost(Cli cli, LoadedConfiguration configuration, ILoggerFactory loggers) : IAsyncDisposable
{
    private readonly PartStack _parts = new();

    /// <summary>The nodes.</summary>
    public IReadOnlyList<NodeHost> Nodes { get; private set; } = [];

    /// <summary>Completes only if a part failed that the agent cannot do without, with why.</summary>
    public Task<Exception> Broken { get; private set; } = null!;

    /// <summary>Completes when commands are answered.</summary>
    public Task Answering { get; private set; } = null!;

    /// <summary>Starts everything.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Whatever comes after it in the list needs it: ended last.
        var foundation = _parts.Own(AgentFoundation.Open(cli, configuration, loggers));
        Nodes = [.. configuration.Nodes.Select(plan => new NodeHost(cli, plan, foundation.Layout, loggers))];
        var loading = foundation.LoadPluginsAsync(cancellationToken);
        var metrics = _parts.OwnDisposable(new MetricsCollector());
        var starting = new List<Task>();
        foreach (var node in Nodes)
        {
            _parts.Own(node);
            node.Open();
            starting.Add(Task.Run(() => node.StartAsync(loading, metrics, cancellationToken), cancellationToken));
        }

        // Before the nodes: theirs may be one of these clusters.
        await foundation.StartServicesAsync(await loading, cancellationToken);
        await Task.WhenAll(starting);
        var agent = Nodes.Count == 1 ? Nodes[0].Agent : new NodesAgent(
            foundation.Info(
                string.Join(", ", Nodes.Select(node => node.Name)),
                string.Join(", ", configuration.Nodes.Select(plan => plan.Options.Provider).Distinct())),
            [.. Nodes.Select(node => node.Agent)]);
        foundation.Show(agent, () => [.. Nodes.Select(static node => node.Describe())]);
        var socket = _parts.Own(foundation.OpenSocketLate(agent, cancellationToken));
        Answering = socket.Done;
        Broken = FirstOf([socket.Failure(), .. Nodes.Select(node => node.BrokenAsync())]);
    }

    /// <summary>Ends everything; workloads go on unless they were stopped before.</summary>
    public ValueTask DisposeAsync() => _parts.DisposeAsync();

    private static async Task<Exception> FirstOf(IEnumerable<Task<Exception>> failures) => await await Task.WhenAny(failures);
}
