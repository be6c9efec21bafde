using System.Globalization;
using System.Net;
using Reeve.Plugins.Nginx.Upstreams;
using Reeve.Proxies;

namespace Reeve.Plugins.Nginx.Configuration;

/// <summary>Groups of servers as the template sees them.</summary>
internal static class UpstreamModel
{
    // What no server can be: a group that has none at the moment still has to be there.
    private const string Nowhere = "127.0.0.1:1 down";

    private static readonly Dictionary<string, string> Policies = new(StringComparer.Ordinal)
    {
        ["RoundRobin"] = "", ["First"] = "", ["LeastRequests"] = "least_conn", ["Random"] = "random", ["PowerOfTwoChoices"] = "random two least_conn",
    };

    public static string NameOf(string group) => $"group_{group}";

    /// <summary>The same servers by gRPC: connections that are kept for one protocol are none for the other.</summary>
    public static string GrpcNameOf(string group) => $"grpc_{group}";

    public static List<Dictionary<string, object?>> Of(IEnumerable<ProxyUpstreamGroup> groups, ResolvedNames names, Func<string, string> nameOf) =>
        [.. groups.Select(group => Model(group, names, nameOf(group.Name)))];

    private static Dictionary<string, object?> Model(ProxyUpstreamGroup group, ResolvedNames names, string name)
    {
        List<string> servers = [];
        for (var i = 0; i < group.Members.Count; i++)
        {
            servers.AddRange(names.Find(group.Members[i].Address).Select(address => Server(group, group.Members[i], address, isReserve: servers.Count > 0)));
        }

        return new()
        {
            ["name"] = name,
            ["policy"] = Policies[group.LoadBalancing],
            ["zoneKilobytes"] = 64 + (4 * servers.Count),
            ["servers"] = servers.DefaultIfEmpty(Nowhere).ToList(),
        };
    }

    private static string Server(ProxyUpstreamGroup group, ProxyUpstream member, IPAddress address, bool isReserve) => string.Create(
        CultureInfo.InvariantCulture,
        $"{new IPEndPoint(address, member.Address.Port)} weight={member.Weight} max_fails={group.BreakAfter} fail_timeout={Math.Max(1, (long)Math.Ceiling(group.BreakDuration.TotalSeconds))}s"
        + $"{(group.MaxConnections is { } most ? string.Create(CultureInfo.InvariantCulture, $" max_conns={most}") : "")}{(isReserve && group.LoadBalancing is "First" ? " backup" : "")}");
}
