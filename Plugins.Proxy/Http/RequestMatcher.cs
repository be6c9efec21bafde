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
            if (served.TakesHost(host) && TakesPath(served.Route.PathPrefix, request.Path.Value ?? "/") && TakesMethod(served.Route, request.Method)
                && TakesHeaders(served.Route, request.Headers))
            {
                return served;
            }
        }

        return null;
    }

    /// <summary>Whether a path is the prefix itself or lies below it.</summary>
    public static bool TakesPath(string? prefix, string path)
    {
        if (prefix is null)
        {
            return true;
        }

        var bare = prefix.AsSpan().TrimEnd('/');
        return path.AsSpan().StartsWith(bare, StringComparison.Ordinal) && (path.Length == bare.Length || path[bare.Length] == '/');
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
