using System.Net;
using Reeve.Proxies;
using Reeve.Runtime.Proxies.Specs;
using Reeve.Runtime.Proxies.Validation;

namespace Reeve.Runtime.Proxies.Sockets;

/// <summary>
/// Where the listeners of a document are opened. One for all addresses is opened on each of them, loopback left out, when it leads to a server on
/// the same port of loopback: that server is there already, and the listener would only find itself. One of UDP is opened on each address
/// in any case, because answers have to come from the address that was asked.
/// </summary>
/// <param name="spec">The document, valid.</param>
/// <param name="machine">The machine's addresses.</param>
/// <param name="takesSockets">Whether the provider gets sockets; one that binds for itself answers from the right address as it is.</param>
internal sealed class ListenPlan(ProxySpec spec, IReadOnlyList<IPAddress> machine, bool takesSockets)
{
    private readonly HashSet<string> _meetLoopback = Meeting(spec);

    /// <summary>Where a listener is opened.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints(string listener, ProxyProtocol protocol, IPEndPoint asked)
    {
        var withoutLoopback = _meetLoopback.Contains(listener);
        return IsForAll(asked) && (withoutLoopback || (takesSockets && protocol is ProxyProtocol.Udp))
            ? [.. machine.Where(address => !withoutLoopback || !IPAddress.IsLoopback(address)).Select(address => new IPEndPoint(address, asked.Port))]
            : [asked];
    }

    /// <summary>Whether an address stands for all.</summary>
    public static bool IsForAll(IPEndPoint endPoint) => endPoint.Address.Equals(IPAddress.IPv6Any) || endPoint.Address.Equals(IPAddress.Any);

    // Listeners for all addresses that a route leads to their own port on loopback.
    private static HashSet<string> Meeting(ProxySpec spec)
    {
        var ports = spec.Upstreams.ToDictionary(
            group => group.Name,
            group => group.Members.Select(member => UpstreamRules.Parse(member.Address)).Where(address => address is { IsLoopback: true }).Select(address => address!.Port).ToHashSet());
        var listeners = spec.Listeners
            .Select(listener => (listener.Name, listener.Protocol, EndPoint: ListenAddress.Parse(listener.Address)))
            .Where(listener => listener.EndPoint is { } endPoint && IsForAll(endPoint) && Transport.Parse(listener.Protocol) is not ProxyProtocol.Http3)
            .ToDictionary(listener => listener.Name, listener => listener.EndPoint!.Port);
        return
        [
            .. spec.Routes.Where(route => route.Upstream is not null)
                .SelectMany(route => route.Listeners.Where(name => listeners.TryGetValue(name, out var port) && ports[route.Upstream!].Contains(port))),
        ];
    }
}
