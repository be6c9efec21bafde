using Reeve.Proxies;

namespace Reeve.Plugins.Nginx.Configuration;

/// <summary>The order in which routes are tried: falling priority, then the more specific match, then the order of the snapshot.</summary>
internal static class RouteOrder
{
    public static ProxyRoute[] Of(ProxySnapshot snapshot, ProxyListener listener) =>
    [
        .. snapshot.Routes.Where(route => route.Listeners.Contains(listener.Name))
            .OrderByDescending(route => route.Priority)
            .ThenByDescending(HostRank)
            .ThenByDescending(route => route.ExactPath?.Length ?? -1)
            .ThenByDescending(route => route.PathPrefix?.TrimEnd('/').Length ?? -1)
            .ThenByDescending(route => route.Headers.Count)
            .ThenByDescending(route => route.Methods.Count > 0),
    ];

    private static int HostRank(ProxyRoute route) =>
        route.Hosts.Count == 0 ? 0 : route.Hosts.All(host => !host.StartsWith("*.", StringComparison.Ordinal)) ? 2 : 1;
}
