using Microsoft.Extensions.Logging;
using Reeve.Host.Agent.Proxies;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Host.Reach;

namespace Reeve.Host.Agent.Clusters;

/// <summary>What keeps the ways to clusters from outside, in an agent.</summary>
internal sealed class ReachHost : IAsyncDisposable
{
    private readonly PartStack _parts = new();

    private ReachHost()
    {
    }

    /// <summary>Begins; what cannot be done now is tried again later.</summary>
    /// <param name="cli">The world.</param>
    /// <param name="configuration">The configuration.</param>
    /// <param name="layout">The state directory.</param>
    /// <param name="clusters">The clusters; null for none.</param>
    /// <param name="proxies">The proxies; null for none.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <returns>Null where there are no clusters.</returns>
    public static ReachHost? Start(Cli cli, LoadedConfiguration configuration, AgentLayout layout, ClusterHost? clusters, ProxyHost? proxies, ILoggerFactory loggers)
    {
        if (clusters is null)
        {
            return null;
        }

        var host = new ReachHost();
        var records = new ReachRecords(proxies?.Dns, AgentAddresses.Open(configuration.Options.Agent, host._parts), new ReachNames(layout.ClusterNames));
        var keeper = host._parts.Own(new ReachKeeper(clusters.Manager, proxies, records, cli.Time, loggers.CreateLogger<ReachKeeper>()));
        keeper.Start();
        return host;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _parts.DisposeAsync();
}
