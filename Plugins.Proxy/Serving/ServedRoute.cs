using System.Net;
using Reeve.Plugins.Proxy.Upstreams;
using Reeve.Proxies;

namespace Reeve.Plugins.Proxy.Serving;

/// <summary>A route of one snapshot, with the parts of it that live on from snapshot to snapshot.</summary>
internal sealed class ServedRoute(ProxyRoute route, UpstreamGroup? group, RouteLife life)
{
    public ProxyRoute Route { get; } = route;

    /// <summary>Where it goes; null for a fixed answer.</summary>
    public UpstreamGroup? Group { get; } = group;

    public RouteLife Life { get; } = life;

    /// <summary>The prefix that is taken away, without a slash at its end; null for none.</summary>
    public string? Strips { get; } = route is { StripPrefix: true, PathPrefix: not null } ? route.PathPrefix.TrimEnd('/') : null;

    public PathPattern Path { get; } = new(route);

    public HostPattern[] Hosts { get; } = [.. route.Hosts.Select(host => new HostPattern(host))];

    /// <summary>Whether it is for a client. An address that nobody knows is in no network.</summary>
    public bool Admits(IPAddress? client) => Route.AllowedSources.Count == 0 || (client is not null && Networks.Contain(Route.AllowedSources, client));

    /// <summary>Whether it takes a host (without port, any case).</summary>
    public bool TakesHost(string host) => Hosts.Length == 0 || Array.Exists(Hosts, pattern => pattern.Matches(host));
}
