using System.Globalization;
using Reeve.AspNetCore.Clusters.Routes;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.AspNetCore.Proxies.Wire;
using Reeve.Runtime.Hosting.Proxies;
using Reeve.Runtime.Proxies.Revisions;

namespace Reeve.AspNetCore.Proxies.Routes;

/// <summary>Calls about earlier documents.</summary>
/// <param name="sites">The proxies.</param>
internal sealed class ProxyHistoryCalls(IProxySites sites)
{
    /// <summary>Lists them.</summary>
    public Task ListAsync(ApiCall call)
    {
        var service = sites.Of(call).Service;
        var current = service.Current?.Revision;
        return call.WriteAsync(
            new ProxyRevisionsDocument { Items = [.. service.Revisions.Select(service.Find).OfType<ProxyRevision>().Select(revision => ProxyDocuments.Of(revision, current))] },
            ApiJson.TypeInfo<ProxyRevisionsDocument>());
    }

    /// <summary>Shows one.</summary>
    public Task GetAsync(ApiCall call)
    {
        var site = sites.Of(call);
        var text = call.Values["revision"];
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && site.Service.Find(number) is { } revision
            ? call.WriteAsync(ProxyDocuments.Of(site, revision), ApiJson.TypeInfo<ProxyDocument>())
            : throw new ApiException(RpcCode.NotFound, $"The proxy {site.Name} has no revision {text}.");
    }

    /// <summary>Goes back to one.</summary>
    public async Task RollBackAsync(ApiCall call)
    {
        var site = sites.Of(call);
        var wanted = await call.ReadAsync(ApiJson.TypeInfo<ProxyRollbackDocument>());
        var revision = wanted.Revision ?? throw ApiCall.Invalid("revision", "is missing: the number of the revision to go back to");
        await ProxyCalls.WriteAsync(call, site, await site.Service.RollBackAsync(revision, call.Caller.ToString(), call.Aborted));
    }
}
