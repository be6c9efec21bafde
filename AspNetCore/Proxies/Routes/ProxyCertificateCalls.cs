using Reeve.AspNetCore.Clusters.Routes;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.AspNetCore.Proxies.Wire;
using Reeve.Runtime.Hosting.Proxies;

namespace Reeve.AspNetCore.Proxies.Routes;

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
