using System.Net;
using System.Net.Sockets;
using Reeve.Plugins.Nginx.Configuration;
using Reeve.Proxies;

namespace Reeve.Plugins.Nginx.Processes;

/// <summary>
/// Says whether ports can be had before nginx is asked: it would try for seconds, serve nobody meanwhile, and not say for which listener.
/// </summary>
internal static class PortProbe
{
    /// <summary>Where a listener is opened, as it is recorded.</summary>
    public static IEnumerable<string> Endpoints(ProxyListener listener) =>
        ListenAddresses.Of(listener).Select(endPoint => $"{(listener.Protocol is ProxyProtocol.Udp ? "udp" : "tcp")} {endPoint}");

    /// <param name="listeners">What is wanted.</param>
    /// <param name="held">What nginx has already; empty if it does not run.</param>
    /// <exception cref="ProviderException">An address cannot be had.</exception>
    public static void Check(IReadOnlyList<ProxyListener> listeners, IReadOnlyList<string> held)
    {
        for (var i = 0; i < listeners.Count; i++)
        {
            var (listener, field) = (listeners[i], $"listeners[{i}].address");
            foreach (var (endPoint, name) in ListenAddresses.Of(listener).Zip(Endpoints(listener)).Where(pair => !held.Contains(pair.Second)))
            {
                Check(listener, endPoint, field);
            }
        }
    }

    private static void Check(ProxyListener listener, IPEndPoint endPoint, string field)
    {
        var isUdp = listener.Protocol is ProxyProtocol.Udp;
        using var socket = new Socket(endPoint.AddressFamily, isUdp ? SocketType.Dgram : SocketType.Stream, isUdp ? ProtocolType.Udp : ProtocolType.Tcp);
        try
        {
            if (endPoint.AddressFamily is AddressFamily.InterNetworkV6)
            {
                socket.DualMode = false;
            }

            socket.Bind(endPoint);
            if (!isUdp)
            {
                socket.Listen(1);
            }
        }
        catch (SocketException exception)
        {
            throw new ProviderException(Reason(exception.SocketErrorCode), $"The listener {listener.Name} cannot have {endPoint}: {Words(exception.SocketErrorCode)}.") { Field = field };
        }
    }

    private static ErrorReason Reason(SocketError error) => error switch
    {
        SocketError.AddressAlreadyInUse => ErrorReason.Conflict,
        SocketError.AccessDenied => ErrorReason.Denied,
        SocketError.AddressNotAvailable => ErrorReason.Invalid,
        _ => ErrorReason.Transient,
    };

    private static string Words(SocketError error) => error switch
    {
        SocketError.AddressAlreadyInUse => "another program, or another listener for all addresses, has that port",
        SocketError.AccessDenied => "ports below 1024 need CAP_NET_BIND_SERVICE",
        SocketError.AddressNotAvailable => "this machine has no such address",
        _ => error.ToString(),
    };
}
