using Reeve.AspNetCore.Clusters;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Host.Agent;
using Reeve.Host.Commands;
using Reeve.Host.Control;
using Reeve.Host.Pages.Documents;
using Reeve.Host.Serving;
using Reeve.Runtime.Clusters.Tenants;
using Reeve.Runtime.Hosting;
using Reeve.Runtime.Hosting.Proxies;
using Reeve.Runtime.Plugins;

namespace Reeve.Host.Pages.Feed;

/// <summary>What the status page shows of the things that an agent serves its API about.</summary>
/// <param name="context">Where they are.</param>
internal sealed class StatusSources(ServedApiContext context)
{
    private const int ShownOperations = 50;

    private readonly AgentSummary _agent = new() { Version = VersionCommand.Version, Machine = LocalOwner.MachineName, StartedAt = WireTimes.Text(context.Api.Time.GetUtcNow()) };

    private ClusterApiContext Api => context.Api;

    /// <summary>Everything.</summary>
    public IEnumerable<StatusSource> All()
    {
        yield return Agent();
        if (context.Plugins is { } plugins)
        {
            yield return StatusSource.Of(
                "plugins", StatusJson.Default.PluginDetail, static plugin => plugin.Path,
                _ => Task.FromResult(plugins.Plugins.Select(PluginSummary.Of).Select(WorkloadDocuments.Of)), plugins.WatchAsync);
        }

        foreach (var source in OfClusters(static _ => true))
        {
            yield return source;
        }

        if (Api.Proxies is { } proxies)
        {
            yield return StatusSource.Of(
                "proxies", StatusJson.Default.ProxyInfo, static proxy => proxy.Name,
                async cancellationToken => await Task.WhenAll(proxies.All.Select(site => SiteDocuments.OfAsync(site, null, cancellationToken))));
        }
    }

    /// <summary>What belongs to the tenants of a caller: clusters, operations on them, and what leads to them.</summary>
    public IEnumerable<StatusSource> Of(Caller caller)
    {
        yield return Agent();
        foreach (var source in OfClusters(caller.Sees))
        {
            yield return source;
        }

        if (Api is { Proxies: { } proxies, ProxyParts: not null })
        {
            yield return StatusSource.Of("proxies", StatusJson.Default.ProxyInfo, static proxy => proxy.Name, cancellationToken => PartsAsync(proxies, caller, cancellationToken));
        }
    }

    private StatusSource Agent() => StatusSource.Of("agent", StatusJson.Default.AgentSummary, static _ => "agent", _ => Task.FromResult<IEnumerable<AgentSummary>>([_agent]));

    private IEnumerable<StatusSource> OfClusters(Func<string, bool> sees)
    {
        if (Api.Clusters is { } clusters)
        {
            yield return StatusSource.Of(
                "clusters", StatusJson.Default.ClusterInfo, static cluster => cluster.Name, _ => Task.FromResult(clusters.List().Where(view => sees(view.Tenant)).Select(SiteDocuments.Of)));
        }

        if (Api.Operations is { } operations)
        {
            yield return StatusSource.Of(
                "operations", StatusJson.Default.OperationInfo, static operation => operation.Id,
                _ => Task.FromResult(operations.List(null).Where(one => sees(one.Cluster.Tenant)).Take(ShownOperations).Select(SiteDocuments.Of)));
        }
    }

    private async Task<IEnumerable<ProxyInfo>> PartsAsync(IProxySites proxies, Caller caller, CancellationToken cancellationToken)
    {
        List<string> clusters = [.. (Api.Clusters?.List() ?? []).Where(view => caller.Sees(view.Tenant)).Select(static view => ClusterKey.Of(view.Tenant, view.Name))];
        var parts = proxies.All.Select(site => (Site: site, Part: site.Service.Current is { } current ? Api.ProxyParts!(current.Spec, clusters) : null)).Where(static one => one.Part is { Routes.Count: > 0 });
        return await Task.WhenAll(parts.Select(one => SiteDocuments.OfAsync(one.Site, one.Part, cancellationToken)));
    }
}
