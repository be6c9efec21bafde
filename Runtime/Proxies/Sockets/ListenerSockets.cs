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
    private readonly Dictionary<(IPEndPoint EndPoint, bool IsUdp), Socket> _open = [];
    private readonly List<Socket> _sharing = [];
    private readonly HashSet<Socket> _held = [];

    /// <summary>Lends sockets to each listener: those that are open already, or new ones. All or none.</summary>
    /// <param name="listeners">The listeners.</param>
    /// <param name="following">Whether only the machine's addresses have changed: one that cannot be had is then left for the next time.</param>
    /// <exception cref="ProviderException">An address cannot be had; nothing has changed.</exception>
    public SocketLoan Lend(IReadOnlyList<ProxyListener> listeners, bool following)
    {
        var wanted = listeners.SelectMany(Keys).ToHashSet();
        List<(IPEndPoint EndPoint, bool IsUdp)> added = [];
        List<(string Listener, IPEndPoint EndPoint, string Reason)> missing = [];
        try
        {
            List<ProxyListener> lent = [];
            for (var i = 0; i < listeners.Count; i++)
            {
                List<(IPEndPoint EndPoint, Socket Socket)> had = [];
                foreach (var key in Keys(listeners[i]))
                {
                    try
                    {
                        had.Add((key.EndPoint, Take(key, wanted, added)));
                    }
                    catch (SocketException exception) when (!key.EndPoint.Equals(listeners[i].Endpoint) && (following || exception.SocketErrorCode is SocketError.AddressNotAvailable))
                    {
                        missing.Add((listeners[i].Name, key.EndPoint, exception.Message)); // it has gone again, or is not confirmed yet (IPv6)
                    }
                    catch (SocketException exception)
                    {
                        throw Refusal(listeners[i], key.EndPoint, $"listeners[{i}].address", exception.SocketErrorCode);
                    }
                }

                lent.Add(listeners[i] with { Endpoints = [.. had.Select(item => item.EndPoint)], Sockets = [.. had.Select(item => item.Socket)] });
            }

            return new SocketLoan(lent, added, missing);
        }
        catch
        {
            Close(added);
            StopSharing();
            throw;
        }
    }

    /// <summary>The provider did not take the loan: what was opened for it is closed.</summary>
    public void Revert(SocketLoan loan)
    {
        Close(loan.Added);
        StopSharing();
    }

    /// <summary>The provider serves the loan: what no listener has any more is closed.</summary>
    public void Commit(SocketLoan loan)
    {
        var kept = loan.Listeners.SelectMany(Keys).ToHashSet();
        Close([.. _open.Keys.Where(key => !kept.Contains(key))]);
        StopSharing();
    }

    /// <summary>Closes those of TCP.</summary>
    public void CloseTcp() => Close([.. _open.Keys.Where(key => !key.IsUdp)]);

    public void Dispose() => Close([.. _open.Keys]);

    private static IEnumerable<(IPEndPoint EndPoint, bool IsUdp)> Keys(ProxyListener listener) =>
        listener.Endpoints.Select(endPoint => (endPoint, listener.Protocol is ProxyProtocol.Udp));

    private static bool Overlap(IPEndPoint one, IPEndPoint other) => one.Port == other.Port && (ListenPlan.IsForAll(one) || ListenPlan.IsForAll(other));

    private static ProviderException Refusal(ProxyListener listener, IPEndPoint endPoint, string field, SocketError error) => error switch
    {
        SocketError.AddressAlreadyInUse => new ProviderException(
            ErrorReason.Conflict, $"The listener {listener.Name} cannot have {endPoint}: another program, or another listener for all addresses, has that port.") { Field = field },
        SocketError.AccessDenied => new ProviderException(
            ErrorReason.Denied, $"The listener {listener.Name} may not have {endPoint}: ports below 1024 need CAP_NET_BIND_SERVICE.") { Field = field },
        SocketError.AddressNotAvailable => new ProviderException(
            ErrorReason.Invalid, $"The listener {listener.Name} cannot have {endPoint}: this machine has no such address.") { Field = field },
        _ => new ProviderException(ErrorReason.Transient, $"The listener {listener.Name} cannot have {endPoint}: {error}.") { Field = field },
    };

    private Socket Take((IPEndPoint EndPoint, bool IsUdp) key, HashSet<(IPEndPoint EndPoint, bool IsUdp)> wanted, List<(IPEndPoint EndPoint, bool IsUdp)> added)
    {
        if (_open.TryGetValue(key, out var known))
        {
            return known;
        }

        // From one address to all, or back: for as long as the change takes, both are open, so that no client finds the port closed.
        Socket[] leaving = [.. _open.Where(item => item.Key.IsUdp == key.IsUdp && !wanted.Contains(item.Key) && Overlap(item.Key.EndPoint, key.EndPoint)).Select(item => item.Value)];
        foreach (var socket in leaving)
        {
            BoundSocket.Share(socket, true);
            _sharing.Add(socket);
            if (!key.IsUdp && _held.Add(socket))
            {
                BoundSocket.Hold(socket);
            }
        }

        var opened = BoundSocket.Open(key.EndPoint, key.IsUdp, leaving.Length > 0);
        if (leaving.Length > 0)
        {
            _sharing.Add(opened);
        }

        _open[key] = opened;
        added.Add(key);
        return opened;
    }

    // What is still open afterwards is nobody else's.
    private void StopSharing()
    {
        foreach (var socket in _sharing.Where(_open.ContainsValue))
        {
            BoundSocket.Share(socket, false);
            if (_held.Contains(socket))
            {
                BoundSocket.Release(socket);
            }
        }

        _sharing.Clear();
        _held.Clear();
    }

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
