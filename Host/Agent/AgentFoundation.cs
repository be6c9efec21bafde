using Microsoft.Extensions.Logging;
using Reeve.Host.Agent.Clusters;
using Reeve.Host.Agent.Proxies;
using Reeve.Host.CommandLine;
using Reeve.Host.Commands;
using Reeve.Host.Configuration;
using Reeve.Host.Control;
using Reeve.Host.Diagnostics;
using Reeve.Host.Packages;
using Reeve.Host.Pages.Documents;
using Reeve.Runtime.Plugins;
using Reeve.Runtime.State;

namespace Reeve.Host.Agent;

/// <summary>What every agent stands on, whatever it runs: its state directory, its plugins, and the services beside its pods.</summary>
internal sealed class AgentFoundation : IAsyncDisposable
{
    private readonly PartStack _parts = new();
    private readonly Cli _cli;
    private readonly LoadedConfiguration _configuration;
    private readonly ILoggerFactory _loggers;
    private readonly string _socket;
    private Lazy<IPackages>? _packages;

    private AgentFoundation(Cli cli, LoadedConfiguration configuration, ILoggerFactory loggers, StateDirectory state, string socket)
    {
        (_cli, _configuration, _loggers, _socket) = (cli, configuration, loggers, socket);
        State = _parts.OwnDisposable(state);
        Layout = new AgentLayout(state.FullPath);
    }

    /// <summary>The state directory, which no other agent may use meanwhile.</summary>
    public StateDirectory State { get; }

    /// <summary>What lies where in it.</summary>
    public AgentLayout Layout { get; }

    /// <summary>What looks after clusters, once the services have started; null where none are configured.</summary>
    public ClusterHost? Clusters { get; private set; }

    /// <summary>The proxies, once the services have started; null where none are configured.</summary>
    public ProxyHost? Proxies { get; private set; }

    /// <summary>The API of both; null where there is neither.</summary>
    public ApiHost? Api { get; private set; }

    /// <summary>Opens what fails for a mistake of the user: the state directory and the place of the control socket.</summary>
    /// <param name="cli">The world.</param>
    /// <param name="configuration">The configuration.</param>
    /// <param name="loggers">Makes loggers; belongs to the caller.</param>
    public static AgentFoundation Open(Cli cli, LoadedConfiguration configuration, ILoggerFactory loggers)
    {
        var state = StateDirectory.Open(StateDirectories.Resolve(configuration.Options, cli));
        try
        {
            var foundation = new AgentFoundation(cli, configuration, loggers, state, ControlPaths.SocketIn(state.FullPath));
            StartupTrace.Mark("state directory");
            return foundation;
        }
        catch
        {
            state.Dispose();
            throw;
        }
    }

    /// <summary>Loads the plugins, and checks the options of their providers, which it can only now.</summary>
    public Task<IPluginManager> LoadPluginsAsync(CancellationToken cancellationToken)
    {
        var host = _parts.Own(PluginHost.Create(_configuration.Options, Layout.PluginCache, _loggers, _cli.Time, watch: true, PackagePlace.In(Layout, _cli)));
        _packages = new Lazy<IPackages>(() => host.Packages);
        return Task.Run(() => LoadAsync(host.Plugins, cancellationToken), cancellationToken);
    }

    /// <summary>Starts the services beside the pods, as far as they are configured.</summary>
    /// <param name="plugins">The plugins, loaded.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public async Task StartServicesAsync(IPluginManager plugins, CancellationToken cancellationToken)
    {
        // Traffic first: what was served is served again before anything else takes its time.
        Proxies = OwnAny(await ProxyHost.StartAsync(_cli, _configuration, Layout, plugins, _loggers, cancellationToken));
        Clusters = OwnAny(await ClusterHost.StartAsync(_cli, _configuration, Layout, plugins, _loggers, cancellationToken));
        OwnAny(ProxyFeeds.Start(_cli, _configuration, Proxies, Clusters?.Manager, _loggers));
        OwnAny(ReachHost.Start(_cli, _configuration, Layout, Clusters, Proxies, _loggers));
        Api = OwnAny(await ApiHost.StartAsync(_cli, _configuration, Layout, Clusters, Proxies, plugins, _packages, _loggers, cancellationToken));
    }

    /// <summary>Shows nodes and their pods on the status page, where there is one.</summary>
    /// <param name="agent">Whose.</param>
    /// <param name="nodes">The nodes, as they are when it is called.</param>
    public void Show(IAgent agent, Func<IReadOnlyList<NodeInfo>> nodes) => Api?.Page?.Show(agent, nodes);

    /// <summary>Opens the control socket.</summary>
    /// <param name="agent">Answers.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public Task<ControlServer> OpenSocketAsync(IAgent agent, CancellationToken cancellationToken) =>
        ControlServer.OpenAsync(_socket, agent, _loggers, Api?.Rest, cancellationToken, _packages);

    /// <summary>Opens the control socket meanwhile.</summary>
    /// <param name="agent">Answers.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public LateStart OpenSocketLate(IAgent agent, CancellationToken cancellationToken) =>
        new(Task.Run(() => OpenSocketAsync(agent, cancellationToken), cancellationToken));

    /// <summary>What the agent says of itself.</summary>
    /// <param name="node">The name of its node, or of its nodes.</param>
    /// <param name="provider">Who runs its pods.</param>
    public AgentInfo Info(string node, string provider) => new()
    {
        Version = VersionCommand.Version,
        ProcessId = Environment.ProcessId,
        NodeName = node,
        Provider = provider,
        StateDirectory = State.FullPath,
    };

    /// <summary>Ends everything in reverse.</summary>
    public ValueTask DisposeAsync() => _parts.DisposeAsync();

    private T? OwnAny<T>(T? part)
        where T : class, IAsyncDisposable => part is null ? null : _parts.Own(part);

    private async Task<IPluginManager> LoadAsync(IPluginManager plugins, CancellationToken cancellationToken)
    {
        await plugins.StartAsync(cancellationToken);
        ProviderOptionCheck.Check(_configuration, plugins);
        StartupTrace.Mark("plugins");
        return plugins;
    }
}
