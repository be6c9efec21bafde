using Microsoft.Extensions.Logging;
using Reeve.Host.CommandLine;
using Reeve.Host.Commands;
using Reeve.Host.Configuration;
using Reeve.Host.Control;
using Reeve.Host.Pages.Documents;
using Reeve.Runtime.Hosting.Nodes;
using Reeve.Runtime.KubeletApi.Metrics;
using Reeve.Runtime.Nodes;
using Reeve.Runtime.Plugins;

namespace Reeve.Host.Agent.Nodes;

/// <summary>One node of this agent: as it is configured, and as it is asked about.</summary>
internal sealed class NodeHost : IAsyncDisposable
{
    private readonly Cli _cli;
    private readonly NodeAgentOptions _options;
    private readonly NodeAgent _node;

    /// <summary>Prepares a node; nothing has started yet.</summary>
    /// <param name="cli">The world.</param>
    /// <param name="plan">The node's configuration.</param>
    /// <param name="layout">The agent's state directory.</param>
    /// <param name="loggers">Makes loggers; belongs to the caller.</param>
    public NodeHost(Cli cli, NodePlan plan, AgentLayout layout, ILoggerFactory loggers)
    {
        (_cli, _options) = (cli, NodeOptionsReader.Read(plan, layout, cli));
        _node = new NodeAgent(_options, cli.Time, loggers);
    }

    /// <summary>The node's name.</summary>
    public string Name => _node.Name;

    /// <summary>The node in its cluster.</summary>
    public NodeController Controller => _node.Controller;

    /// <summary>The node's own part of the agent.</summary>
    public IAgent Agent { get; private set; } = null!;

    /// <summary>Completes only if the node cannot go on, with why.</summary>
    public Task<Exception> BrokenAsync() => _node.BrokenAsync();

    /// <summary>The cluster, for people.</summary>
    public string Cluster => _node.Cluster;

    /// <summary>How the node is, for the status page.</summary>
    public NodeInfo Describe() => WorkloadDocuments.Of(Name, _options.Backend.Provider, Cluster, Controller.Current);

    /// <summary>Opens what fails for a mistake of the user: the state directory and the kubeconfigs.</summary>
    public void Open() => _node.Open();

    /// <summary>Starts everything.</summary>
    /// <param name="plugins">The plugins, once they are loaded.</param>
    /// <param name="metrics">The agent's own metrics.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public async Task StartAsync(Task<IPluginManager> plugins, MetricsCollector metrics, CancellationToken cancellationToken)
    {
        await _node.StartAsync(plugins, metrics, cancellationToken);
        Agent = new LocalAgent(InfoOf(), _node.Owner, _node.Pods, _node.Provider, _node.Images, await plugins);
    }

    /// <inheritdoc cref="NodeEnd"/>
    public Task EndAsync(CancellationToken cancellationToken) => new NodeEnd(_cli, _options).RunAsync(_node, cancellationToken);

    /// <summary>Ends everything; workloads go on unless they were stopped before.</summary>
    public ValueTask DisposeAsync() => _node.DisposeAsync();

    private AgentInfo InfoOf() => new()
    {
        Version = VersionCommand.Version,
        ProcessId = Environment.ProcessId,
        NodeName = Name,
        Provider = _options.Backend.Provider,
        StateDirectory = _options.StateDirectory,
    };
}
