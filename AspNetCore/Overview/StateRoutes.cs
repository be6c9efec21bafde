using Reeve.AspNetCore.Clusters;
using Reeve.AspNetCore.Clusters.Mapping;
using Reeve.AspNetCore.Clusters.Routes;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.AspNetCore.Flavors;
using Reeve.AspNetCore.Proxies;
using Reeve.AspNetCore.Proxies.Routes;
using Reeve.AspNetCore.Proxies.Wire;
using Reeve.Runtime.Clusters.Tenants;

namespace Reeve.AspNetCore.Overview;

/// <summary><c>/api/v1/state</c>.</summary>
/// <param name="context">What the agent looks after.</param>
internal sealed class StateRoutes(ClusterApiContext context)
{
    /// <summary>Where it is.</summary>
    public const string Path = "/api/v1/state";

    /// <summary>Makes it.</summary>
    public ApiRoute Create() => new()
    {
        Method = "GET",
        Path = Path,
        Id = "GetState",
        Summary = "Shows all clusters, flavors, proxies with their routes, and operations that go on, without secrets: enough to know again what somebody has lost.",
        Handler = ShowAsync,
        Gives = typeof(StateDocument),
        KnowsTenants = true,
        Query = [("tenant", "Clusters and flavors of this tenant alone; default for those of nobody.")],
    };

    private async Task ShowAsync(ApiCall call)
    {
        var views = (context.Clusters?.List() ?? []).Where(view => TenantScope.Shows(call, view.Tenant)).ToList();
        var flavors = (context.Flavors?.List() ?? []).Where(flavor => flavor.Tenant.Length == 0 || TenantScope.Shows(call, flavor.Tenant));
        var operations = (context.Operations?.List(null) ?? []).Where(operation => !operation.HasEnded && TenantScope.Shows(call, operation.Cluster.Tenant));
        var document = new StateDocument
        {
            ApiVersion = StateDocument.Version,
            Time = WireTimes.Text(context.Time.GetUtcNow()),
            Clusters = [.. views.Select(ClusterDocuments.Named)],
            Flavors = [.. flavors.Select(flavor => FlavorDocuments.Whole(flavor, flavor.Current, views))],
            Proxies = await ProxiesAsync(call, [.. views.Select(static view => ClusterKey.Of(view.Tenant, view.Name))]),
            Operations = [.. operations.Select(OperationDocuments.Head)],
        };
        await call.WriteAsync(document, ApiJson.TypeInfo<StateDocument>());
    }

    // Proxies are nobody's: whoever is confined to tenants sees of them what leads to their clusters.
    private async Task<IReadOnlyList<ProxyDocument>> ProxiesAsync(ApiCall call, IReadOnlyList<string> clusters)
    {
        var all = await Task.WhenAll((context.Proxies?.All ?? []).Select(site => ProxyCalls.WholeAsync(site, call.Aborted)));
        return call.Caller.Tenants is null ? all : [.. all.Select(proxy => PartOf(proxy, clusters)).OfType<ProxyDocument>()];
    }

    private ProxyDocument? PartOf(ProxyDocument proxy, IReadOnlyList<string> clusters) =>
        proxy is { Spec: { } spec, Status: { } status } && context.ProxyParts?.Invoke(spec, clusters) is { Routes.Count: > 0 } part
            ? proxy with { By = null, Spec = part, Status = ProxyDocuments.PartOf(status, part) }
            : null;
}
