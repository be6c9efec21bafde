using Microsoft.Extensions.Logging;
using Reeve.Host.CommandLine;
using Reeve.Host.Commands;
using Reeve.Host.Configuration;
using Reeve.Host.Control;
using Reeve.Host.Diagnostics;
using Reeve.Host.Logging;
using Reeve.Host.Memory;
using Reeve.Runtime.State;

namespace Reeve.Host.Agent.Clusters;

/// <summary>One run of an agent that looks after clusters alone, from its start to its end.</summary>
internal sealed class ServeRun(Cli cli, LoadedConfiguration configuration)
{
    /// <summary>Runs the agent until a signal.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var loggers = HostLogging.Create(cli, configuration.Options.Logging);
        using var signals = new StopSignals();
        using var trim = IdleTrim.Start(cli.Time);
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var stopStarting = signals.Token.Register(starting.Cancel);
        await using var parts = new PartStack();
        try
        {
            await StartAsync(parts, loggers, starting.Token);
        }
        catch (OperationCanceledException) when (signals.Asked.IsCompleted)
        {
            return ExitCodes.Success;
        }

        await signals.Asked;
        await cli.Error.WriteLineAsync("The agent ends; clusters go on, and what was begun goes on with its next start.");
        return ExitCodes.Success;
    }

    private async Task StartAsync(PartStack parts, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var options = configuration.Options;
        var state = parts.OwnDisposable(StateDirectory.Open(StateDirectories.Resolve(options, cli)));
        var layout = new AgentLayout(state.FullPath);
        var socket = ControlPaths.SocketIn(state.FullPath);
        StartupTrace.Mark("state directory");
        var plugins = parts.Own(PluginHost.Create(options, layout.PluginCache, loggers, cli.Time, watch: true)).Plugins;
        await plugins.StartAsync(cancellationToken);
        ProviderOptionCheck.Check(configuration, plugins);
        StartupTrace.Mark("plugins");
        var clusters = await ClusterHost.StartAsync(cli, configuration, layout, plugins, loggers, cancellationToken)
            ?? throw CommandException.Usage("There is no cluster to look after; name some in the section \"clusters\" of the configuration.");
        parts.Own(clusters);
        var info = new AgentInfo
        {
            Version = VersionCommand.Version,
            ProcessId = Environment.ProcessId,
            NodeName = AgentOwner.Open(layout, options).Node,
            Provider = "clusters",
            StateDirectory = state.FullPath,
        };
        parts.Own(await ControlServer.OpenAsync(socket, new ClustersAgent(info, plugins), loggers, clusters.Rest, cancellationToken));
        foreach (var listener in clusters.Listeners)
        {
            await cli.Error.WriteLineAsync($"The cluster API ({listener.Name}) listens on {listener}.".AsMemory(), cancellationToken);
        }
    }
}
