using Microsoft.Extensions.Logging;
using Reeve.Host.Agent.Clusters;
using Reeve.Host.CommandLine;
using Reeve.Host.Commands;
using Reeve.Host.Configuration;
using Reeve.Host.Control;
using Reeve.Host.Diagnostics;
using Reeve.Runtime.Plugins;
using Reeve.Runtime.Pods;
using Reeve.Runtime.Pods.Sources;
using Reeve.Runtime.State;
using Reeve.Workloads;

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
    private StateDirectory _state = null!;
    private Owner _owner = null!;
    private string _socket = "";
    private PodBackend _backend = null!;
    private IPluginManager _plugins = null!;
    private ClusterHost? _clusters;
    private IWorkloadProvider _provider = null!;

    private AgentHost(Cli cli, LoadedConfiguration configuration, ILoggerFactory loggers) =>
        (_cli, _configuration, _loggers) = (cli, configuration, loggers);

    /// <summary>The pods.</summary>
    public IPodManager Pods { get; private set; } = null!;

    /// <summary>The agent, for its socket and for progress.</summary>
    public IAgent Agent { get; private set; } = null!;

    /// <summary>What the agent says of itself.</summary>
    public AgentInfo Info { get; private set; } = null!;

    /// <summary>Completes only if a part failed that the agent cannot do without, with why.</summary>
    public Task<Exception> Broken { get; private set; } = null!;

    /// <summary>Creates an agent; nothing has started yet.</summary>
    /// <param name="cli">The world.</param>
    /// <param name="configuration">The configuration.</param>
    /// <param name="loggers">Makes loggers; belongs to the caller.</param>
    public static AgentHost Create(Cli cli, LoadedConfiguration configuration, ILoggerFactory loggers) => new(cli, configuration, loggers);

    /// <summary>Starts what needs no pods: the state directory, the plugins, the provider.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var options = _configuration.Options;

        // 1. The state directory, which no other agent may use meanwhile.
        _state = _parts.OwnDisposable(StateDirectory.Open(StateDirectories.Resolve(options, _cli)));
        var layout = new AgentLayout(_state.FullPath);
        _socket = ControlPaths.SocketIn(_state.FullPath);
        _owner = AgentOwner.Open(layout, options);
        StartupTrace.Mark("state directory");

        // 2. Plugins, and the options of their providers, which can be checked only now.
        _plugins = _parts.Own(PluginHost.Create(options, layout.PluginCache, _loggers, _cli.Time, watch: true)).Plugins;
        await _plugins.StartAsync(cancellationToken);
        ProviderOptionCheck.Check(_configuration, _plugins);
        StartupTrace.Mark("plugins");

        _clusters = await ClusterHost.StartAsync(_cli, _configuration, layout, _plugins, _loggers, cancellationToken);
        if (_clusters is not null)
        {
            _parts.Own(_clusters);
        }

        // 3. The provider: one of whole pods, or a driver under the engine.
        _backend = new PodBackend(_cli, options, layout, _loggers);
        _provider = await _backend.OpenAsync(_plugins, _owner, _parts, cancellationToken);
        StartupTrace.Mark("provider");
    }

    /// <summary>Starts the pods, and then the socket, which nobody needs before the first container runs.</summary>
    /// <param name="source">Which pods shall run.</param>
    /// <param name="objects">What they refer to.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public async Task StartAsync(IPodSource source, IObjectSource objects, CancellationToken cancellationToken)
    {
        Pods = _parts.Own(new PodManager(
            new PodManagerOptions { Owner = _owner, IgnoredFeatures = _backend.IgnoredFeatures() }, _provider, [source], objects, _state, _cli.Time, _loggers));
        Info = new AgentInfo
        {
            Version = VersionCommand.Version,
            ProcessId = Environment.ProcessId,
            NodeName = _owner.Node,
            Provider = _configuration.Options.Provider,
            StateDirectory = _state.FullPath,
        };
        Agent = new LocalAgent(Info, _owner, Pods, _provider, _backend.Images, _plugins);
        await Pods.StartAsync(cancellationToken);
        StartupTrace.Mark("pods");
        Broken = _parts.Own(new LateStart(Task.Run(() => ControlServer.OpenAsync(_socket, Agent, _loggers, _clusters?.Rest, cancellationToken), cancellationToken))).Failure();
    }

    /// <summary>Ends everything; workloads go on unless they were stopped before.</summary>
    public ValueTask DisposeAsync() => _parts.DisposeAsync();
}
