using Microsoft.Extensions.Logging;
using Reeve.Host.Agent.Clusters;
using Reeve.Host.CommandLine;
using Reeve.Host.Commands;
using Reeve.Host.Configuration;
using Reeve.Host.Control;
using Reeve.Host.Diagnostics;
using Reeve.Runtime.KubeletApi.Metrics;
using Reeve.Runtime.Plugins;
using Reeve.Runtime.State;

namespace Reeve.Host.Agent.Nodes;

/// <summary>Puts an agent together that is one or several nodes of clusters.</summary>
internal sealed class NodeAgentHost : IAsyncDisposable
{
    private readonly PartStack _parts = new();
    private readonly Cli _cli;
    private readonly LoadedConfiguration _configuration;
    private readonly ILoggerFactory _loggers;
    private string _root = "";
    private AgentLayout _layout = null!;

    /// <summary>Creates an agent; nothing has started yet.</summary>
    public NodeAgentHost(Cli cli, LoadedConfiguration configuration, ILoggerFactory loggers) =>
        (_cli, _configuration, _loggers) = (cli, configuration, loggers);

    /// <summary>The nodes.</summary>
    public IReadOnlyList<NodeHost> Nodes { get; private set; } = [];

    /// <summary>Completes only if a part failed that the agent cannot do without, with why.</summary>
    public Task<Exception> Broken { get; private set; } = null!;

    /// <summary>Opens what fails for a mistake of the user.</summary>
    public void Open()
    {
        var state = _parts.OwnDisposable(StateDirectory.Open(StateDirectories.Resolve(_configuration.Options, _cli)));
        _root = state.FullPath;
        _layout = new AgentLayout(_root);
        ControlPaths.SocketIn(_root);
        Nodes = [.. _configuration.Nodes.Select(plan => new NodeHost(_cli, plan, _layout, _loggers))];
        StartupTrace.Mark("state directory");
    }

    /// <summary>Starts everything.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Whatever comes after it in the list needs it: ended last.
        var plugins = _parts.Own(PluginHost.Create(_configuration.Options, _layout.PluginCache, _loggers, _cli.Time, watch: true));
        var loading = Task.Run(() => LoadAsync(plugins.Plugins, cancellationToken), cancellationToken);
        var metrics = _parts.OwnDisposable(new MetricsCollector());
        var starting = new List<Task>();
        foreach (var node in Nodes)
        {
            _parts.Own(node);
            node.Open();
            starting.Add(Task.Run(() => node.StartAsync(loading, metrics, cancellationToken), cancellationToken));
        }

        // Before the nodes: theirs may be one of these clusters.
        var clusters = await ClusterHost.StartAsync(_cli, _configuration, _layout, await loading, _loggers, cancellationToken);
        if (clusters is not null)
        {
            _parts.Own(clusters);
        }

        await Task.WhenAll(starting);
        var agent = Nodes.Count == 1 ? Nodes[0].Agent : new NodesAgent(InfoOf(), [.. Nodes.Select(node => node.Agent)]);
        var socket = _parts.Own(new LateStart(
            Task.Run(() => ControlServer.OpenAsync(ControlPaths.SocketIn(_root), agent, _loggers, clusters?.Rest, cancellationToken), cancellationToken)));
        Broken = FirstOf([socket.Failure(), .. Nodes.Select(node => node.BrokenAsync())]);
    }

    /// <summary>Ends everything; workloads go on unless they were stopped before.</summary>
    public ValueTask DisposeAsync() => _parts.DisposeAsync();

    private async Task<IPluginManager> LoadAsync(IPluginManager plugins, CancellationToken cancellationToken)
    {
        await plugins.StartAsync(cancellationToken);
        ProviderOptionCheck.Check(_configuration, plugins);
        StartupTrace.Mark("plugins");
        return plugins;
    }

    private static async Task<Exception> FirstOf(IEnumerable<Task<Exception>> failures) => await await Task.WhenAny(failures);

    private AgentInfo InfoOf() => new()
    {
        Version = VersionCommand.Version,
        ProcessId = Environment.ProcessId,
        NodeName = string.Join(", ", Nodes.Select(node => node.Name)),
        Provider = string.Join(", ", _configuration.Nodes.Select(plan => plan.Options.Provider).Distinct()),
        StateDirectory = _root,
    };
}
