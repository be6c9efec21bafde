using Reeve.Proxies;

namespace Reeve.Plugins.Nginx.Configuration;

/// <summary>
/// Finds the route of a request: one variable for each listener, whose cases are tried in order. What they are held against is method, host, the
/// headers that some route asks for, and path, each on a line of its own. Only the path, which comes last, may have line feeds (<c>%0A</c>).
/// </summary>
internal static class HttpMatch
{
    private const string AnyLine = @"[^\n]*\n";

    /// <param name="name">Of the variable.</param>
    /// <param name="routes">In the order in which they are tried.</param>
    public static Variable Of(string name, IReadOnlyList<ProxyRoute> routes)
    {
        string[] headers = [.. routes.SelectMany(route => route.Headers.Keys).Select(header => header.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal)];
        var source = @"$request_method\n$host\n" + string.Concat(headers.Select(header => $@"$http_{header.Replace('-', '_')}\n")) + "$uri";
        var variable = new Variable("map", source, name) { Default = "none" };
        for (var i = 0; i < routes.Count; i++)
        {
            foreach (var host in routes[i].Hosts.DefaultIfEmpty(""))
            {
                variable.Add(
                    $"~^{Methods(routes[i])}{(host.Length == 0 ? AnyLine : NginxText.HostPattern(host) + @"\n")}{string.Concat(headers.Select(header => Header(routes[i], header)))}{Path(routes[i])}",
                    $"{i}");
            }
        }

        return variable;
    }

    private static string Methods(ProxyRoute route) => route.Methods.Count == 0
        ? AnyLine
        : $@"(?:{string.Join('|', route.Methods.Select(method => NginxText.Pattern(method.ToUpperInvariant())))})\n";

    private static string Header(ProxyRoute route, string header) =>
        route.Headers.FirstOrDefault(pair => string.Equals(pair.Key, header, StringComparison.OrdinalIgnoreCase)) is { Key: not null } wanted
            ? (wanted.Value.Length == 0 ? @"[^\n]+" : NginxText.Pattern(wanted.Value)) + @"\n"
            : AnyLine;

    private static string Path(ProxyRoute route) => route.ExactPath is { } exact ? $@"{NginxText.Pattern(exact)}\z" : route.PathPrefix is { } prefix ? $@"{NginxText.Pattern(prefix.TrimEnd('/'))}(?:/|\z)" : "";
}
