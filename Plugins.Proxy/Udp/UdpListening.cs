using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Reeve.Plugins.Proxy.Listening;
using Reeve.Proxies;

namespace Reeve.Plugins.Proxy.Udp;

/// <summary>
/// Forwards datagrams by sessions: a client's address has a socket of its own to one server. Nothing is ever sent that was not received: no
/// answer of our own, no repetition.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A source without a timer, whose wait handle was never asked for, holds nothing to release.")]
internal sealed partial class UdpListening : IListening
{
    private const int Largest = 65_535;

    private readonly CancellationTokenSource _stop = new();
    private readonly UdpParts _parts;
    private readonly ILogger _logger;
    private readonly UdpSessions _sessions;
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(Largest, pinned: true);
    private Task _loop = Task.CompletedTask;

    public UdpListening(string name, Socket socket, UdpParts parts)
    {
        (Name, Socket, _parts, _logger) = (name, socket, parts, parts.Logger);
        _sessions = new UdpSessions(name, parts);
    }

    public string Name { get; }

    public ProxyProtocol Protocol => ProxyProtocol.Udp;

    public Socket Socket { get; }

    public int Open => _sessions.Count;

    public void Start() => _loop = Task.Run(ReceiveAsync);

    public async Task StopAsync(bool removed)
    {
        await _stop.CancelAsync();
        await _loop;
        _sessions.Hurry();
    }

    public Task EmptiedAsync(CancellationToken cancellationToken) => _sessions.EmptiedAsync(cancellationToken);

    public void AbortAll() => _sessions.CloseAll();

    private async Task ReceiveAsync()
    {
        var from = new SocketAddress(Socket.AddressFamily);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var count = await Socket.ReceiveFromAsync(_buffer, SocketFlags.None, from, _stop.Token);
                await ForwardAsync(from, _buffer.AsMemory(0, count));
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (ObjectDisposedException)
            {
                ListenerClosed(Name);
                return;
            }
            catch (SocketException exception)
            {
                // An earlier answer met a closed port, or memory is short: neither ends the listener.
                ReceiveFailed(Name, exception.SocketErrorCode);
            }
            catch (Exception exception)
            {
                DatagramFailed(exception, Name); // one datagram; the listener goes on
            }
        }
    }

    private async ValueTask ForwardAsync(SocketAddress from, ReadOnlyMemory<byte> datagram)
    {
        if (_sessions.Find(from) is not { } session)
        {
            if (Begin(from) is not { } begun)
            {
                return;
            }

            session = begun;
        }

        await session.ForwardAsync(datagram);
    }

    private UdpSession? Begin(SocketAddress from)
    {
        if (_parts.Serving.Find(Name) is not { } served || served.Routes.Find("") is not { Group: { } group } route)
        {
            _parts.Meters.Dropped(Name, "no-route");
            return null;
        }

        var client = (IPEndPoint)((IPEndPoint)Socket.LocalEndPoint!).Create(from);
        ImmutableHashSet<string> path = _parts.Loops.PathOf(client, null);
        if (path.Contains(Name))
        {
            LoopFound(Name);
            _parts.Meters.Dropped(Name, "loop");
            return null;
        }

        if (!_sessions.MakeRoom(served.Listener.MaxConnections ?? _parts.Options.MaxConnections))
        {
            _parts.Meters.Dropped(Name, "sessions");
            return null;
        }

        if (group.Take([]) is not { } lease)
        {
            _parts.Meters.Dropped(Name, "no-server");
            return null;
        }

        var key = new SocketAddress(from.Family, from.Size);
        from.Buffer[..from.Size].CopyTo(key.Buffer);
        var session = new UdpSession(key, Socket, lease, path.Add(Name), _parts.Loops, _sessions);
        _sessions.Add(session, served.Listener.IdleTimeout ?? Shorter(_parts.Options.IdleTime, TimeSpan.FromSeconds(60)), route.Life.Gone);
        session.Start();
        return session;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    [LoggerMessage(6050, LogLevel.Debug, "Listener {Listener}: its socket was closed")]
    private partial void ListenerClosed(string listener);

    [LoggerMessage(6051, LogLevel.Debug, "Listener {Listener}: a datagram could not be received: {Error}")]
    private partial void ReceiveFailed(string listener, SocketError error);

    [LoggerMessage(6053, LogLevel.Error, "Listener {Listener}: a datagram could not be handled")]
    private partial void DatagramFailed(Exception exception, string listener);

    [LoggerMessage(6052, LogLevel.Warning, "Listener {Listener}: a datagram came back to it and was dropped; an upstream leads to the listener itself")]
    private partial void LoopFound(string listener);
}
