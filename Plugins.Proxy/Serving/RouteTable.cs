using System.Collections.Frozen;

namespace Reeve.Plugins.Proxy.Serving;

/// <summary>
/// The routes of one listener in the order in which they are tried: falling priority, then the more specific match (a host before a
/// wildcard before none; a path before an expression before a prefix, and the longer one; more headers; methods), then the order of the snapshot. Immutable.
/// </summary>
internal sealed class RouteTable
{
    private readonly FrozenDictionary<string, ServedRoute[]> _byHost;
    private readonly ServedRoute[] _others;

    public RouteTable(IEnumerable<ServedRoute> routes)
    {
        ServedRoute[] ordered =
        [
            .. routes.OrderByDescending(served => served.Route.Priority)
                .ThenByDescending(HostRank)
                .ThenByDescending(served => served.Path.Rank)
                .ThenByDescending(served => served.Route.Headers.Count)
                .ThenByDescending(served => served.Route.Methods.Count > 0),
        ];
        var names = ordered.SelectMany(served => served.Hosts).Where(host => !host.IsWildcard).Select(host => host.Name);
        _byHost = names.Distinct(StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(name => name, name => Array.FindAll(ordered, served => served.TakesHost(name)), StringComparer.OrdinalIgnoreCase);
        _others = Array.FindAll(ordered, served => served.Hosts.Length == 0 || served.Hosts.Any(host => host.IsWildcard));
    }

    /// <summary>The routes that may take a host, in order; each still has to be asked.</summary>
    public ReadOnlySpan<ServedRoute> Candidates(string host) => _byHost.TryGetValue(host, out var routes) ? routes : _others;

    /// <summary>The route for a connection that says nothing but perhaps a server name.</summary>
    public ServedRoute? Find(string serverName)
    {
        foreach (var served in Candidates(serverName))
        {
            if (served.TakesHost(serverName))
            {
                return served;
            }
        }

        return null;
    }

    private static int HostRank(ServedRoute served) => served.Hosts.Length == 0 ? 0 : served.Hosts.All(host => !host.IsWildcard) ? 2 : 1;
}
