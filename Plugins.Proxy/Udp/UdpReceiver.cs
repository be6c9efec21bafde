using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Reeve.Plugins.Proxy.Udp;

/// <summary>
/// Forwards what one socket receives by sessions: a client's address has a socket of its own to one server. Nothing is ever sent that was not
/// received: no answer of our own, no repetition.
/// </summary>
internal sealed partial class UdpReceiver
{
    private const int Largest = 65_535;

    private readonly string _name;
    private readonly Socket _socket;
    private readonly UdpSessions _sessions;
    private readonly UdpParts _parts;
    private readonly ILogger _logger;
    private readonly SocketAddress _from;
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(Largest, pinned: true);

    public UdpReceiver(string name, Socket socket, UdpSessions sessions, UdpParts parts)
    {
        (_name, _socket, _sessions, _parts, _logger) = (name, socket, sessions, parts, parts.Logger);
        _from = new SocketAddress(socket.AddressFamily);
    }

    /// <summary>Receives one datagram and sends it on.</summary>
    public async ValueTask TakeAsync(CancellationToken stop)
    {
        var count = await _socket.ReceiveFromAsync(_buffer, SocketFlags.None, _from, stop);
        try
        {
            if ((_sessions.Find(new UdpClientKey(_socket, _from)) ?? Begin()) is { } session)
            {
                await session.ForwardAsync(_buffer.AsMemory(0, count));
            }
        }
        catch (Exception exception)
        {
            DatagramFailed(exception, _name); // one datagram; the listener goes on
        }
    }

    private UdpSession? Begin()
    {
        if (_parts.Serving.Find(_name) is not { } served || served.Routes.Find("") is not { Group: { } group } route)
        {
            _parts.Meters.Dropped(_name, "no-route");
            return null;
        }

        var client = (IPEndPoint)((IPEndPoint)_socket.LocalEndPoint!).Create(_from);
        ImmutableHashSet<string> path = _parts.Loops.PathOf(client, null);
        if (path.Contains(_name))
        {
            LoopFound(_name);
            _parts.Meters.Dropped(_name, "loop");
            return null;
        }

        if (!route.Admits(client.Address))
        {
            _parts.Meters.Dropped(_name, "source");
            return null;
        }

        if (!_sessions.MakeRoom(served.Listener.MaxConnections ?? _parts.Options.MaxConnections))
        {
            _parts.Meters.Dropped(_name, "sessions");
            return null;
        }

        if (group.Take([]) is not { } lease)
        {
            _parts.Meters.Dropped(_name, "no-server");
            return null;
        }

        var address = new SocketAddress(_from.Family, _from.Size);
        _from.Buffer[.._from.Size].CopyTo(address.Buffer);
        var session = new UdpSession(new UdpClientKey(_socket, address), client, lease, path.Add(_name), _sessions);
        _sessions.Add(session, served.Listener.IdleTimeout ?? Shorter(_parts.Options.IdleTime, TimeSpan.FromSeconds(60)), route.Life.Gone);
        session.Start();
        return session;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    [LoggerMessage(6053, LogLevel.Error, "Listener {Listener}: a datagram could not be handled")]
    private partial void DatagramFailed(Exception exception, string listener);

    [LoggerMessage(6052, LogLevel.Warning, "Listener {Listener}: a datagram came back to it and was dropped; an upstream leads to the listener itself")]
    private partial void LoopFound(string listener);
}
