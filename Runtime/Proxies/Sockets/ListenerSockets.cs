using System.Net;
using System.Net.Sockets;
using Reeve.Proxies;

namespace Reeve.Runtime.Proxies.Sockets;

/// <summary>
/// The bound sockets of one proxy. They belong to the runtime, so that they stay open while providers come and go. Not safe for
/// concurrent use.
/// </summary>
internal sealed class ListenerSockets : IDisposable
{
    private const int Backlog = 4096; // the kernel takes net.core.somaxconn if that is less

    private readonly Dictionary<(IPEndPoint EndPoint, bool IsUdp), Socket> _open = [];

    /// <summary>Lends a socket to each listener: one that is open already, or a new one. All or none.</summary>
    /// <exception cref="ProviderException">An address cannot be had; nothing has changed.</exception>
    public SocketLoan Lend(IReadOnlyList<ProxyListener> listeners)
    {
        List<(IPEndPoint EndPoint, bool IsUdp)> added = [];
        try
        {
            List<ProxyListener> lent = [];
            for (var i = 0; i < listeners.Count; i++)
            {
                var key = Key(listeners[i]);
                if (!_open.TryGetValue(key, out var socket))
                {
                    _open[key] = socket = Open(listeners[i], $"listeners[{i}].address");
                    added.Add(key);
                }

                lent.Add(listeners[i] with { Socket = socket });
            }

            return new SocketLoan(lent, added);
        }
        catch
        {
            Close(added);
            throw;
        }
    }

    /// <summary>The provider did not take the loan: what was opened for it is closed.</summary>
    public void Revert(SocketLoan loan) => Close(loan.Added);

    /// <summary>The provider serves the loan: what no listener has any more is closed.</summary>
    public void Commit(SocketLoan loan)
    {
        var kept = loan.Listeners.Select(Key).ToHashSet();
        Close([.. _open.Keys.Where(key => !kept.Contains(key))]);
    }

    public void Dispose() => Close([.. _open.Keys]);

    private static (IPEndPoint EndPoint, bool IsUdp) Key(ProxyListener listener) => (listener.Endpoint, listener.Protocol is ProxyProtocol.Udp);

    private static Socket Open(ProxyListener listener, string field)
    {
        var isUdp = listener.Protocol is ProxyProtocol.Udp;
        var family = listener.Endpoint.AddressFamily;
        var socket = new Socket(family, isUdp ? SocketType.Dgram : SocketType.Stream, isUdp ? ProtocolType.Udp : ProtocolType.Tcp);
        try
        {
            if (family is AddressFamily.InterNetworkV6)
            {
                socket.DualMode = listener.Endpoint.Address.Equals(IPAddress.IPv6Any);
            }

            socket.Bind(listener.Endpoint);
            if (!isUdp)
            {
                socket.Listen(Backlog);
            }

            return socket;
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw Refusal(listener, field, exception.SocketErrorCode);
        }
    }

    private static ProviderException Refusal(ProxyListener listener, string field, SocketError error) => error switch
    {
        SocketError.AddressAlreadyInUse => new ProviderException(
            ErrorReason.Conflict, $"The listener {listener.Name} cannot have {listener.Endpoint}: another program, or another listener for all addresses, has that port.") { Field = field },
        SocketError.AccessDenied => new ProviderException(
            ErrorReason.Denied, $"The listener {listener.Name} may not have {listener.Endpoint}: ports below 1024 need CAP_NET_BIND_SERVICE.") { Field = field },
        SocketError.AddressNotAvailable => new ProviderException(
            ErrorReason.Invalid, $"The listener {listener.Name} cannot have {listener.Endpoint}: this machine has no such address.") { Field = field },
        _ => new ProviderException(ErrorReason.Transient, $"The listener {listener.Name} cannot have {listener.Endpoint}: {error}.") { Field = field },
    };

    private void Close(IEnumerable<(IPEndPoint EndPoint, bool IsUdp)> keys)
    {
        foreach (var key in keys)
        {
            if (_open.Remove(key, out var socket))
            {
                socket.Dispose();
            }
        }
    }
}
