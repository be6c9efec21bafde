using Reeve.AspNetCore.Clusters.Routes;
using Reeve.Host.Commands;
using Reeve.Host.Edge.Provisions;
using Reeve.Host.Edge.Proxying;
using Reeve.Host.Edge.Wire;
using Reeve.Runtime.Clusters.Tenants;
using Reeve.Runtime.Proxies;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Host.Edge.Routes;

/// <summary><c>/v1/status</c>.</summary>
/// <param name="proxy">The proxy; null where none is configured.</param>
/// <param name="provisions">Clusters of tenants; null where none can be made.</param>
internal sealed class StatusCalls(IProxyService? proxy, IEdgeProvisions? provisions)
{
    /// <summary>Shows what is there.</summary>
    public async Task ShowAsync(ApiCall call)
    {
        await EdgeBody.ReadAsync<StatusRequest>(call);

        // Proxies are nobody's: whoever is confined to tenants sees their clusters alone.
        var spec = call.Caller.Tenants is null && proxy?.Current is { } current ? current.Spec : new ProxySpec();
        var shown = (provisions?.List() ?? []).Where(one => call.Caller.Sees(ClusterKey.TenantOf(one.Tenant)));
        await EdgeBody.WriteAsync(call, new StatusResponse
        {
            Message = $"{EdgeBody.Ok}, version {VersionCommand.Version}",
            Status = EdgeBody.Ok,
            Proxies = { PathDocument.Read(spec).Select(static path => new Proxy { Path = path.Path, Origin = path.Origin }) },
            Instances = { InstanceCalls.Read(spec) },
            Provisions = { shown },
        });
    }
}
