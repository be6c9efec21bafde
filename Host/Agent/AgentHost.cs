using Microsoft.Extensions.Logging;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Host.Control;
using Reeve.Host.Diagnostics;
using Reeve.Host.Pages.Documents;
using Reeve.Runtime.Hosting.Nodes;
using Reeve.Runtime.Plugins;
using Reeve.Runtime.Pods;
using Reeve.Runtime.Pods.Sources;

namespace Reeve.Host.Agent;

/// <summary>
/// Puts a stand-alone agent together, in the order in which its parts need each other, and takes it apart in reverse. The only
/// place that knows all of them.
/// </summary>
internal sealed class AgentHost : IAsyncDisposable
{
    private readonly PartStack _parts = new();
    private readonly Cli _cli;
    private readonly LoadedConfiguration _configuration;
    private readonly ILoggerFactory _loggers;
    private AgentFoundation _foundation = null!;
    private Owner _owner = null!;
    private StandaloneNode _node = null!;
    private IPluginManager _plugins = null!;

    private AgentHost(Cli cli, LoadedConfiguration configuration, ILoggerFactory loggers) =>
        (_cli, _configuration, _loggers) = (cli, configuration, loggers);

    /// <summary>The pods.</summary>
    public IPodManager Pods => _node.Pods;

    /// <summary>The agent, for its socket and for progress.</summary>
    public IAgent Agent { get; private set; } = null!;

    /// <summary>What the agent says of itself.</summary>
    public AgentInfo Info { get; private set; } = null!;

    /// <summary>Completes only if a part failed that the agent cannot do without, with why.</summary>
    public Task<Exception> Broken { get; private set; } = null!;

    /// <summary>Completes when commands are answered.</summary>
    public Task Answering { get; private set; } = null!;

    /// <summary>Creates an agent; nothing has started yet.</summary>
    /// <param name="cli">The world.</param>
    /// <param name="configuration">The configuration.</param>
    /// <param name="loggers">Makes loggers; belongs to the caller.</param>
    public static AgentHost Create(Cli cli, LoadedConfiguration configuration, ILoggerFactory loggers) => new(cli, configuration, loggers);

    /// <summary>Starts what needs no pods: the state directory, the plugins, the provider.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        // 1. What every agent stands on.
        var options = _configuration.Options;
        _foundation = _parts.Own(AgentFoundation.Open(_cli, _configuration, _loggers));
        _owner = AgentOwner.Open(_foundation.Layout, options);
        _plugins = await _foundation.LoadPluginsAsync(cancellationToken);
        await _foundation.StartServicesAsync(_plugins, cancellationToken);

        // 2. The provider: one of whole pods, or a driver under the engine.
        _node = _parts.Own(new StandaloneNode(BackendOptionsReader.Read(options), _owner, _foundation.State, _cli.Time, _loggers));
        await _node.PrepareAsync(_plugins, cancellationToken);
        StartupTrace.Mark("provider");
    }

    /// <summary>Starts the pods, and then the socket, which nobody needs before the first container runs.</summary>
    /// <param name="source">Which pods shall run.</param>
    /// <param name="objects">What they refer to.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public async Task StartAsync(IPodSource source, IObjectSource objects, CancellationToken cancellationToken)
    {
        await _node.StartAsync(source, objects, cancellationToken);
        Info = _foundation.Info(_owner.Node, _configuration.Options.Provider);
        Agent = new LocalAgent(Info, _owner, Pods, _node.Provider, _node.Images, _plugins);
        var node = new NodeInfo { Name = Info.NodeName, Provider = Info.Provider, State = "Ready" };
        _foundation.Show(Agent, () => [node]);
        StartupTrace.Mark("pods");
        var socket = _parts.Own(_foundation.OpenSocketLate(Agent, cancellationToken));
        (Answering, Broken) = (socket.Done, socket.Failure());
    }

    /// <summary>Ends everything; workloads go on unless they were stopped before.</summary>
    public ValueTask DisposeAsync() => _parts.DisposeAsync();
}
