using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Host.Diagnostics;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Clusters.Flavors;
using Reeve.Runtime.Operations;
using Reeve.Runtime.Operations.Audit;
using Reeve.Runtime.Plugins;

namespace Reeve.Host.Agent.Clusters;

/// <summary>What looks after clusters in an agent. Made only where clusters are configured: nothing of it is loaded otherwise.</summary>
internal sealed class ClusterHost : IAsyncDisposable
{
    private readonly PartStack _parts = new();

    private ClusterHost()
    {
    }

    /// <summary>The clusters.</summary>
    public IClusterManager Manager { get; private set; } = null!;

    /// <summary>Flavors of clusters.</summary>
    public IClusterFlavors Flavors { get; private set; } = null!;

    /// <summary>Operations on them.</summary>
    public IOperationEngine Operations { get; private set; } = null!;

    /// <summary>The audit trail.</summary>
    public IAuditLog Audit { get; private set; } = null!;

    /// <summary>How long before their end certificates are renewed.</summary>
    public TimeSpan RenewBefore { get; private set; }

    /// <summary>Starts it, where clusters are configured.</summary>
    /// <param name="cli">The world.</param>
    /// <param name="configuration">The configuration.</param>
    /// <param name="layout">The state directory.</param>
    /// <param name="plugins">Plugins, started.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>Null where none are configured.</returns>
    public static async Task<ClusterHost?> StartAsync(
        Cli cli, LoadedConfiguration configuration, AgentLayout layout, IPluginManager plugins, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        if (configuration.Clusters.Count == 0)
        {
            return null;
        }

        var host = new ClusterHost();
        try
        {
            await host.StartPartsAsync(cli, configuration, layout, plugins, loggers, cancellationToken);
            StartupTrace.Mark("clusters");
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it; clusters go on, and operations with the next start.</summary>
    public ValueTask DisposeAsync() => _parts.DisposeAsync();

    private async Task StartPartsAsync(
        Cli cli, LoadedConfiguration configuration, AgentLayout layout, IPluginManager plugins, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        // Operations go on where they were.
        var options = OptionsOf(configuration, layout);
        var services = new ServiceCollection();
        services.AddSingleton(loggers).AddLogging();
        services.AddSingleton(cli.Time).AddSingleton(plugins);
        services.AddReeveClusters(options);
        var provider = _parts.Own(services.BuildServiceProvider());
        foreach (var service in provider.GetServices<IHostedService>())
        {
            await service.StartAsync(cancellationToken);
            _parts.Own(new Stop(service));
        }

        (Manager, Operations, Audit) = (provider.GetRequiredService<IClusterManager>(), provider.GetRequiredService<IOperationEngine>(), provider.GetRequiredService<IAuditLog>());
        Flavors = provider.GetRequiredService<IClusterFlavors>();
        RenewBefore = options.RenewBefore;
    }

    private static ClusterOptions OptionsOf(LoadedConfiguration configuration, AgentLayout layout)
    {
        var options = configuration.Options;
        var known = new ClusterOptions { Directory = layout.Clusters, Owner = AgentOwner.Open(layout, options), DefaultName = options.ClusterApi.DefaultCluster };
        return known with
        {
            DefaultType = configuration.Clusters.FirstOrDefault(plan => plan.Name == known.DefaultName)?.Type ?? known.DefaultType,
            Quotas = TenantTexts.Quotas(options.ClusterApi.TenantQuotas),
            Provisioners = options.Providers.Keys.ToDictionary(static name => name, name => InstanceOptions.Of(options, name)),
        };
    }

    private sealed class Stop(IHostedService service) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await service.StopAsync(CancellationToken.None);
    }
}
