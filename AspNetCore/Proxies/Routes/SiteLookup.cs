using Reeve.AspNetCore.Clusters.Routes;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.Runtime.Hosting.Proxies;
using Reeve.Runtime.Text;

namespace Reeve.AspNetCore.Proxies.Routes;

/// <summary>Finds the proxy that a call is about.</summary>
internal static class SiteLookup
{
    /// <summary>The proxy.</summary>
    /// <exception cref="ApiException">There is none of that name.</exception>
    public static IProxySite Of(this IProxySites sites, ApiCall call)
    {
        var name = call.Values["name"];
        return sites.Find(name) ?? throw new ApiException(
            RpcCode.NotFound, $"There is no proxy {name}{NearestName.Suggest(name, sites.All.Select(static site => site.Name))}; the configuration names those that there are.");
    }
}
