using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Host.Reach;

/// <summary>
/// The reach of clusters in a proxy's document: listeners, routes and groups of servers under names that say whose they are. Nothing else is kept of them, so that a crash leaves
/// nothing that the next start would not find. What has other names is never touched. Pure.
/// </summary>
internal static partial class ReachDocument
{
    private const string Prefix = "cluster-";
    private const string Passthrough = "tlsPassthrough";

    /// <summary>Makes the parts of a cluster be as wanted.</summary>
    /// <param name="spec">The document.</param>
    /// <param name="reach">What is wanted, with its ports.</param>
    public static ProxySpec Put(ProxySpec spec, ClusterReach reach)
    {
        var token = TokenOf(reach.Key);
        var next = Without(spec, token.Equals);
        foreach (var port in reach.Ports ?? [])
        {
            next = Put(next, reach, token, port);
        }

        return WithoutIdle(next, spec);
    }

    /// <summary>Takes away the parts of all clusters but some.</summary>
    /// <param name="spec">The document.</param>
    /// <param name="keys">The clusters whose parts stay.</param>
    public static ProxySpec Keep(ProxySpec spec, IEnumerable<string> keys)
    {
        var tokens = keys.Select(TokenOf).ToHashSet(StringComparer.Ordinal);
        return WithoutIdle(Without(spec, token => !tokens.Contains(token)), spec);
    }

    /// <summary>The parts of some clusters alone, with the listeners by which they are reached.</summary>
    /// <param name="spec">The document.</param>
    /// <param name="keys">The clusters.</param>
    public static ProxySpec Only(ProxySpec spec, IEnumerable<string> keys)
    {
        var tokens = keys.Select(TokenOf).ToHashSet(StringComparer.Ordinal);
        bool IsTheirs(string name) => Token(name) is { } token && tokens.Contains(token);
        List<ProxyRouteSpec> routes = [.. spec.Routes.Where(route => IsTheirs(route.Name))];
        var used = routes.SelectMany(static route => route.Listeners).ToHashSet(StringComparer.Ordinal);
        return new ProxySpec { Listeners = [.. spec.Listeners.Where(one => used.Contains(one.Name))], Routes = routes, Upstreams = [.. spec.Upstreams.Where(one => IsTheirs(one.Name))] };
    }

    /// <summary>The names of a cluster's routes in a document.</summary>
    public static IReadOnlyList<string> RoutesOf(ProxySpec spec, string key)
    {
        var token = TokenOf(key);
        return [.. spec.Routes.Where(route => Token(route.Name) == token).Select(static route => route.Name)];
    }

    private static ProxySpec Put(ProxySpec spec, ClusterReach reach, string token, ReachPort port)
    {
        var isShared = port.Protocol == Passthrough;
        var name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{(isShared ? "tls" : port.Protocol)}-{port.Listen}-{token}");

        // One that somebody made himself, or that of another cluster, does for all whom TLS tells apart.
        var listener = isShared ? spec.Listeners.FirstOrDefault(one => one.Protocol == Passthrough && PortOf(one) == port.Listen)?.Name : null;
        return spec with
        {
            Listeners = listener is not null ? spec.Listeners
                : [.. spec.Listeners, new ProxyListenerSpec { Name = listener = isShared ? SharedName(port.Listen) : name, Protocol = port.Protocol, Address = string.Create(CultureInfo.InvariantCulture, $":{port.Listen}") }],
            Routes = [.. spec.Routes, new ProxyRouteSpec { Name = name, Listeners = [listener], Hosts = isShared ? [reach.Name] : [], Upstream = name }],
            Upstreams = [.. spec.Upstreams, new ProxyUpstreamGroupSpec { Name = name, Members = [.. port.Servers.Select(static server => new ProxyUpstreamSpec { Address = server })] }],
        };
    }

    private static ProxySpec Without(ProxySpec spec, Func<string, bool> isGone) => spec with
    {
        Listeners = [.. spec.Listeners.Where(one => !IsGone(one.Name, isGone))],
        Routes = [.. spec.Routes.Where(one => !IsGone(one.Name, isGone))],
        Upstreams = [.. spec.Upstreams.Where(one => !IsGone(one.Name, isGone))],
    };

    private static bool IsGone(string name, Func<string, bool> isGone) => Token(name) is { } token && isGone(token);

    // A shared listener goes with its last route. The order of those that stay does not change: the same parts make the same document.
    private static ProxySpec WithoutIdle(ProxySpec next, ProxySpec before)
    {
        var used = next.Routes.SelectMany(static route => route.Listeners).ToHashSet(StringComparer.Ordinal);
        return next with
        {
            Listeners = InOrder(next.Listeners.Where(one => !Shared().IsMatch(one.Name) || used.Contains(one.Name)), before.Listeners, static one => one.Name),
            Routes = InOrder(next.Routes, before.Routes, static one => one.Name),
            Upstreams = InOrder(next.Upstreams, before.Upstreams, static one => one.Name),
        };
    }

    private static List<T> InOrder<T>(IEnumerable<T> parts, IReadOnlyList<T> before, Func<T, string> nameOf)
    {
        var places = before.Select(nameOf).Distinct(StringComparer.Ordinal).Select(static (name, place) => (name, place)).ToDictionary(static one => one.name, static one => one.place, StringComparer.Ordinal);
        return [.. parts.OrderBy(part => places.GetValueOrDefault(nameOf(part), int.MaxValue))];
    }

    // From the key alone: names of a document have at most 63 characters and no dots.
    private static string TokenOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..12];

    private static string? Token(string name) => Own().Match(name) is { Success: true } own ? own.Groups[1].Value : null;

    private static string SharedName(int port) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}tls-{port}");

    private static int PortOf(ProxyListenerSpec listener) =>
        int.TryParse(listener.Address.AsSpan(listener.Address.LastIndexOf(':') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 0;

    [GeneratedRegex("^cluster-(?:tls|tcp|udp)-[0-9]{1,5}-([0-9a-f]{12})\\z")]
    private static partial Regex Own();

    [GeneratedRegex("^cluster-tls-[0-9]{1,5}\\z")]
    private static partial Regex Shared();
}
