using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reeve.AspNetCore.Clusters;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.Host.Agent.Clusters;
using Reeve.Host.Agent.Proxies;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Host.Edge;
using Reeve.Host.Edge.Provisions;
using Reeve.Host.Packages;
using Reeve.Host.Packages.Routes;
using Reeve.Host.Pages;
using Reeve.Host.Reach;
using Reeve.Host.Serving;
using Reeve.Runtime.Operations.Audit;
using Reeve.Runtime.Plugins;

namespace Reeve.Host.Agent;

/// <summary>The API of what an agent looks after beside its pods. Made only where there is something of the kind.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private readonly PartStack _parts = new();
    private ServedApi _api = null!;

    private ApiHost()
    {
    }

    /// <summary>Answers REST calls, also those that come by the control socket.</summary>
    public IApiHandler Rest => _api.Rest;

    /// <summary>The status page; null where it is off.</summary>
    public StatusPage? Page => _api.Page;

    /// <summary>Where the API listens.</summary>
    public IReadOnlyList<ApiListener> Listeners => _api.Listeners;

    /// <summary>Starts it.</summary>
    /// <param name="cli">The world.</param>
    /// <param name="configuration">The configuration.</param>
    /// <param name="layout">The state directory.</param>
    /// <param name="clusters">The clusters; null for none.</param>
    /// <param name="proxies">The proxies; null for none.</param>
    /// <param name="plugins">Plugins, started.</param>
    /// <param name="packages">Plugins that come from packages; null for none.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>Null where there is nothing that it would be about.</returns>
    /// <exception cref="CommandException">A file or an address cannot be used.</exception>
    public static async Task<ApiHost?> StartAsync(
        Cli cli, LoadedConfiguration configuration, AgentLayout layout, ClusterHost? clusters, ProxyHost? proxies, IPluginManager plugins, Lazy<IPackages>? packages, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var isPageOnly = clusters is null && proxies is null;
        if (isPageOnly && !configuration.Options.StatusPage.HasListener)
        {
            return null;
        }

        var host = new ApiHost();
        try
        {
            var settings = configuration.Options.ClusterApi;
            host._api = host._parts.Own(await ServedApi.StartAsync(
                new ServedApiContext
                {
                    Api = new ClusterApiContext
                    {
                        Options = ApiCallers.OptionsOf(settings),
                        Callers = ApiCallers.Open(settings, cli.Time, loggers),
                        Clusters = clusters?.Manager,
                        Flavors = clusters?.Flavors,
                        Operations = clusters?.Operations,
                        Proxies = proxies is { All.Count: > 0 } ? proxies : null,
                        ProxyParts = ReachDocument.Only,
                        Name = proxies?.Name,
                        Further = packages is null ? [] : [.. PackageRoutes.Create(packages)],
                        Audit = clusters?.Audit ?? host.OpenAudit(layout),
                        Directory = Path.Combine(layout.Clusters, "calls"),
                        Types = configuration.Clusters.Where(static plan => plan.Type is not null).ToDictionary(static plan => plan.Name, static plan => plan.Type!),
                        RenewBefore = clusters?.RenewBefore ?? default,
                        Time = cli.Time,
                        Loggers = loggers,
                    },
                    Settings = settings,
                    Plugins = plugins,
                    Page = configuration.Options.StatusPage,
                    IsPageOnly = isPageOnly,
                    Edge = EdgeOf(configuration, clusters, proxies),
                },
                cancellationToken));
            return host;
        }
        catch (Exception e)
        {
            await host.DisposeAsync();
            if (e is IOException or UnauthorizedAccessException or CryptographicException)
            {
                throw CommandException.Usage($"The API cannot start: {e.Message}");
            }

            throw;
        }
    }

    /// <summary>Ends it.</summary>
    public ValueTask DisposeAsync() => _parts.DisposeAsync();

    private static EdgeContext? EdgeOf(LoadedConfiguration configuration, ClusterHost? clusters, ProxyHost? proxies)
    {
        var settings = configuration.Options.EdgeApi;
        if (proxies is not { All.Count: > 0 })
        {
            return null;
        }

        var site = settings.Proxy is { } name ? proxies.All.FirstOrDefault(one => one.Name == name) : proxies.All[0];
        return new EdgeContext
        {
            Settings = settings,
            Proxy = site?.Service ?? throw CommandException.Usage($"edgeApi.proxy names no proxy of proxies: {settings.Proxy}."),
            Name = proxies.Name,
            Provisions = clusters is null ? null : new ClusterProvisions(clusters.Manager, new EdgeFlavors(clusters.Flavors)),
        };
    }

    private IAuditLog OpenAudit(AgentLayout layout)
    {
        var services = new ServiceCollection().AddReeveAudit(layout.Clusters).BuildServiceProvider();
        return _parts.Own(services).GetRequiredService<IAuditLog>();
    }
}
