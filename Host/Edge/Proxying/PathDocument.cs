using System.Security.Cryptography;
using System.Text;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Host.Edge.Proxying;

/// <summary>
/// Paths in a proxy's document: a route and a group of servers each, whose name comes from the path, and one HTTPS listener for all. Nothing else is
/// kept of them.
/// </summary>
internal static class PathDocument
{
    /// <summary>The listener, where the document has none at its address already.</summary>
    public const string Listener = "edge-https";

    private const string Prefix = "edge-path-";

    /// <summary>The name of a path's route and servers.</summary>
    public static string NameOf(string path) => Prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)).AsSpan(0, 8));

    /// <summary>The paths of a document, in order.</summary>
    public static IReadOnlyList<EdgePath> Read(ProxySpec spec)
    {
        var origins = spec.Upstreams.Where(static group => group.Name.StartsWith(Prefix, StringComparison.Ordinal) && group.Members.Count > 0)
            .ToDictionary(static group => group.Name, static group => group.Members[0].Address);
        return
        [
            .. spec.Routes.Where(route => route.PathPrefix is not null && route.Name == NameOf(route.PathPrefix) && origins.ContainsKey(route.Name))
                .Select(route => new EdgePath(route.PathPrefix!, origins[route.Name]))
                .OrderBy(static path => path.Path, StringComparer.Ordinal),
        ];
    }

    /// <summary>Adds a path, or gives it another server.</summary>
    /// <param name="spec">The document.</param>
    /// <param name="path">The path.</param>
    /// <param name="address">Where the listener stands.</param>
    public static ProxySpec Add(ProxySpec spec, EdgePath path, string address)
    {
        var name = NameOf(path.Path);
        var (next, listener) = WithListener(spec, address);
        return next with
        {
            Routes =
            [
                .. next.Routes.Where(route => route.Name != name),
                new ProxyRouteSpec { Name = name, Listeners = [listener], PathPrefix = path.Path, StripPrefix = path.Path != "/", Upstream = name },
            ],
            Upstreams = [.. next.Upstreams.Where(group => group.Name != name), new ProxyUpstreamGroupSpec { Name = name, Members = [new ProxyUpstreamSpec { Address = path.Origin }] }],
        };
    }

    /// <summary>Removes a path, and the listener with the last route of it. One that is not there is no mistake.</summary>
    public static ProxySpec Remove(ProxySpec spec, string path)
    {
        var name = NameOf(path);
        var routes = spec.Routes.Where(route => route.Name != name).ToList();
        return spec with
        {
            Routes = routes,
            Upstreams = [.. spec.Upstreams.Where(group => group.Name != name)],
            Listeners = routes.Any(static route => route.Listeners.Contains(Listener)) ? spec.Listeners : [.. spec.Listeners.Where(static listener => listener.Name != Listener)],
        };
    }

    private static (ProxySpec Spec, string Listener) WithListener(ProxySpec spec, string address)
    {
        if (spec.Listeners.FirstOrDefault(listener => listener.Protocol == "https" && listener.Address == address) is { } found)
        {
            return (spec, found.Name);
        }

        var own = new ProxyListenerSpec { Name = Listener, Protocol = "https", Address = address };
        return (spec with { Listeners = [.. spec.Listeners.Where(static listener => listener.Name != Listener), own] }, Listener);
    }
}
