using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;

namespace Reeve.Host.Agent.Clusters;

/// <summary>One run of an agent that looks after clusters alone, from its start to its end.</summary>
internal sealed class ServeRun(Cli cli, LoadedConfiguration configuration)
{
    /// <summary>Runs the agent until a signal.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var process = new AgentProcess(cli, configuration, cancellationToken);
        await using var parts = new PartStack();
        if (!await process.StartAsync(starting => StartAsync(parts, process, starting)))
        {
            return ExitCodes.Success;
        }

        await process.Signals.Asked;
        await cli.Error.WriteLineAsync("The agent ends; clusters go on, and what was begun goes on with its next start.");
        return ExitCodes.Success;
    }

    private async Task StartAsync(PartStack parts, AgentProcess process, CancellationToken cancellationToken)
    {
        var foundation = parts.Own(AgentFoundation.Open(cli, configuration, process.Loggers));
        var plugins = await foundation.LoadPluginsAsync(cancellationToken);
        await foundation.StartServicesAsync(plugins, cancellationToken);
        var clusters = foundation.Clusters
            ?? throw CommandException.Usage("There is no cluster to look after; name some in the section \"clusters\" of the configuration.");
        var info = foundation.Info(AgentOwner.Open(foundation.Layout, configuration.Options).Node, "clusters");
        parts.Own(await foundation.OpenSocketAsync(new ClustersAgent(info, plugins), cancellationToken));
        foreach (var listener in clusters.Listeners)
        {
            await cli.Error.WriteLineAsync($"The cluster API ({listener.Name}) listens on {listener}.".AsMemory(), cancellationToken);
        }
    }
}
