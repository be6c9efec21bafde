using Reeve.Host.Clusters.Routes;
using Reeve.Host.Clusters.Wire;
using Reeve.Host.Proxies.Wire;

namespace Reeve.Host.Proxies.Routes;

/// <summary>Calls about certificates that are kept fresh.</summary>
/// <param name="sites">The proxies.</param>
internal sealed class ProxyCertificateCalls(IProxySites sites)
{
    /// <summary>Lists them.</summary>
    public Task ListAsync(ApiCall call) => WriteAsync(call, sites.Of(call));

    /// <summary>Orders one now.</summary>
    public async Task RenewAsync(ApiCall call)
    {
        var site = sites.Of(call);
        await site.Certificates.RenewAsync(call.Values["certificate"], call.Aborted);
        await WriteAsync(call, site);
    }

    private static Task WriteAsync(ApiCall call, IProxySite site) => call.WriteAsync(ProxyDocuments.CertificatesOf(site), ApiJson.TypeInfo<ProxyCertificatesDocument>());
}
