using Microsoft.AspNetCore.Http;
using Reeve.Plugins.Proxy.Serving;
using Reeve.Proxies;

namespace Reeve.Plugins.Proxy.Http;

/// <summary>Finds the route of a request.</summary>
internal static class RequestMatcher
{
    public static ServedRoute? Find(RouteTable table, HttpRequest request)
    {
        var host = request.Host.Host;
        foreach (var served in table.Candidates(host))
        {
            if (served.TakesHost(host) && served.Path.Takes(request.Path.Value ?? "/") && TakesMethod(served.Route, request.Method)
                && TakesHeaders(served.Route, request.Headers))
            {
                return served;
            }
        }

        return null;
    }

    private static bool TakesMethod(ProxyRoute route, string method) => route.Methods.Count == 0 || route.Methods.Contains(method, StringComparer.OrdinalIgnoreCase);

    private static bool TakesHeaders(ProxyRoute route, IHeaderDictionary headers)
    {
        foreach (var (name, value) in route.Headers)
        {
            if (!headers.TryGetValue(name, out var actual) || (value.Length > 0 && actual != value))
            {
                return false;
            }
        }

        return true;
    }
}
