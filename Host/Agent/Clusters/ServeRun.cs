using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;

namespace Reeve.Host.Agent.Clusters;

/// <summary>One run of an agent that looks after clusters and proxies alone, from its start to its end.</summary>
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

        process.Service.Ready($"Looking after {configuration.Clusters.Count} clusters and {configuration.Proxies.Plans.Count} proxies");
        await process.Signals.Asked;
        await cli.Error.WriteLineAsync(configuration.Clusters.Count > 0
            ? "The agent ends; clusters go on, and what was begun goes on with its next start."
            : "The agent ends, and its proxies with it, once open connections have ended (a second signal cuts them); they serve the same again with its next start.");
        return ExitCodes.Success;
    }

    private async Task StartAsync(PartStack parts, AgentProcess process, CancellationToken cancellationToken)
    {
        var foundation = parts.Own(AgentFoundation.Open(cli, configuration, process.Loggers));
        var plugins = await foundation.LoadPluginsAsync(cancellationToken);
        await foundation.StartServicesAsync(plugins, cancellationToken);
        var api = foundation.Api
            ?? throw CommandException.Usage("There is nothing to look after; name clusters or proxies in the sections \"clusters\" and \"proxies\" of the configuration.");
        var info = foundation.Info(AgentOwner.Open(foundation.Layout, configuration.Options).Node, foundation.Clusters is null ? "proxies" : "clusters");
        parts.Own(await foundation.OpenSocketAsync(new ClustersAgent(info, plugins), cancellationToken));
        foreach (var listener in api.Listeners)
        {
            await cli.Error.WriteLineAsync($"The API ({listener.Name}) listens on {listener}.".AsMemory(), cancellationToken);
        }
    }
}
