using System.Net;
using Reeve.Plugins.Nginx.Configuration;
using Reeve.Proxies;

namespace Reeve.Plugins.Nginx.Checks;

/// <summary>Refuses groups that nginx cannot serve.</summary>
internal static class UpstreamCheck
{
    public static void Run(ProxySnapshot snapshot)
    {
        for (var i = 0; i < snapshot.Upstreams.Count; i++)
        {
            var (group, field) = (snapshot.Upstreams[i], $"upstreams[{i}]");
            SnapshotCheck.RequireLabel($"{field}.name", group.Name);
            if (group is { SendProxyProtocol: true, ProxyProtocolVersion: not 1 })
            {
                throw SnapshotCheck.Unsupported($"{field}.proxyProtocolVersion", "nginx sends version 1 of the PROXY protocol alone.");
            }

            if (group.HealthCheck is not null)
            {
                throw SnapshotCheck.Unsupported($"{field}.healthCheck", "nginx checks no servers by itself; it leaves out those that fail (breakAfter).");
            }

            if (group.AffinityCookie is not null)
            {
                throw SnapshotCheck.Unsupported($"{field}.affinityCookie", "nginx cannot keep clients on a server by a cookie.");
            }

            CheckNames(group, field);
            CheckLoops(snapshot, group, field);
        }
    }

    // One name for all members is held against their certificates.
    private static void CheckNames(ProxyUpstreamGroup group, string field)
    {
        for (var j = 1; j < group.Members.Count; j++)
        {
            if (group.Members[j].Address.Scheme is "https" && NameOf(group.Members[j]) != NameOf(group.Members[0]))
            {
                throw SnapshotCheck.Unsupported(
                    $"{field}.members[{j}].serverName", "nginx holds the certificates of all servers of a group against one name; give all members the same serverName.");
            }
        }
    }

    // nginx does not notice that it talks to itself by TCP or UDP, and would do so until it is out of connections.
    private static void CheckLoops(ProxySnapshot snapshot, ProxyUpstreamGroup group, string field)
    {
        var places = snapshot.Routes.Where(route => route.Upstream == group.Name).SelectMany(route => route.Listeners).ToHashSet(StringComparer.Ordinal);
        foreach (var listener in snapshot.Listeners.Where(listener => places.Contains(listener.Name) && listener.Protocol is not (ProxyProtocol.Http or ProxyProtocol.Https)))
        {
            for (var j = 0; j < group.Members.Count; j++)
            {
                var address = group.Members[j].Address;
                if (IPAddress.TryParse(address.IdnHost, out var ip) && ListenAddresses.Of(listener).Any(own => own.Port == address.Port && (own.Address.Equals(ip) || (ListenAddresses.IsAny(own.Address) && IPAddress.IsLoopback(ip)))))
                {
                    throw SnapshotCheck.Unsupported($"{field}.members[{j}].address", $"The listener {listener.Name} would forward to itself.");
                }
            }
        }
    }

    private static string NameOf(ProxyUpstream member) => member.ServerName ?? member.Address.IdnHost;
}
