using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Reeve.Plugins.Proxy.Loops;
using Reeve.Plugins.Proxy.Tcp;
using Reeve.Plugins.Proxy.Upstreams;

namespace Reeve.Plugins.Proxy.Udp;

/// <summary>A client's address and its socket to a server. What comes before the server's address is known waits, a little of it.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A source without a timer, whose wait handle was never asked for, holds nothing to release.")]
internal sealed partial class UdpSession
{
    private const int MostWaiting = 16;

    private readonly Lock _lock = new();
    private readonly Queue<byte[]> _waiting = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly UpstreamLease _lease;
    private readonly ImmutableHashSet<string> _path;
    private readonly LoopGuard _loops;
    private readonly UdpSessions _sessions;
    private readonly IPEndPoint _return;
    private Socket? _socket;
    private int _closed;

    public UdpSession(UdpClientKey client, IPEndPoint endPoint, UpstreamLease lease, ImmutableHashSet<string> path, UdpSessions sessions) =>
        (Client, _return, _lease, _path, _loops, _sessions) = (client, endPoint, lease, path, sessions.Parts.Loops, sessions);

    public UdpClientKey Client { get; }

    public IdleClock? Clock { get; set; }

    public CancellationTokenRegistration Gone { get; set; }

    public bool IsAnswered { get; private set; }

    public bool IsClosed => Volatile.Read(ref _closed) == 1;

    public void Start() => _ = Task.Run(RunAsync);

    /// <summary>Sends a client's datagram on.</summary>
    public async ValueTask ForwardAsync(ReadOnlyMemory<byte> datagram)
    {
        Clock?.Touch();
        Socket? socket;
        lock (_lock)
        {
            socket = _socket;
            if (socket is null)
            {
                if (_waiting.Count < MostWaiting)
                {
                    _waiting.Enqueue(datagram.ToArray());
                }

                return;
            }
        }

        await SendAsync(socket, datagram);
    }

    public void Close()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            _closing.Cancel();
            Clock?.Dispose();
            Gone.Unregister();
            _sessions.Ended(this);
        }
    }

    private async Task RunAsync()
    {
        try
        {
            var address = _lease.Member.Spec.Address;
            var targets = await Dns.GetHostAddressesAsync(address.IdnHost.Trim('[', ']'), _closing.Token);
            using var socket = new Socket(targets[0].AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            await socket.ConnectAsync(new IPEndPoint(targets[0], address.Port), _closing.Token);
            var local = (IPEndPoint)socket.LocalEndPoint!;
            using var entry = _loops.Enter(local.Port, local.Address, _path);
            await OpenAsync(socket);
            await AnswerAsync(socket);
        }
        catch (SocketException exception)
        {
            _lease.Failed();
            _sessions.Parts.Meters.Dropped(_sessions.Listener, exception.SocketErrorCode.ToString());
        }
        catch (Exception exception) when (IsClosed || exception is ObjectDisposedException)
        {
            // It was closed, or its listener's socket was: the end of a session.
            lock (_lock)
            {
                _waiting.Clear();
            }
        }
        catch (Exception exception)
        {
            SessionFailed(_sessions.Parts.Logger, exception, _sessions.Listener); // nobody else hears of it
        }
        finally
        {
            lock (_lock)
            {
                _socket = null;
            }

            Close();
            _lease.Dispose();
        }
    }

    // In the order of their arrival, and before whatever comes now.
    private async Task OpenAsync(Socket socket)
    {
        while (true)
        {
            byte[]? next;
            lock (_lock)
            {
                if (!_waiting.TryDequeue(out next))
                {
                    _socket = socket;
                    return;
                }
            }

            await SendAsync(socket, next);
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        var peek = new byte[1];
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                // A session that waits holds one byte, not the 64 KiB that an answer may have.
                await socket.ReceiveAsync(peek, SocketFlags.Peek, _closing.Token);
                var buffer = ArrayPool<byte>.Shared.Rent(65_535);
                try
                {
                    var count = await socket.ReceiveAsync(buffer, _closing.Token);
                    Clock?.Touch();
                    IsAnswered = true;
                    _lease.Succeeded();
                    await ReturnAsync(buffer.AsMemory(0, count));
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                }
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionRefused or SocketError.HostUnreachable or SocketError.NetworkUnreachable)
            {
                _lease.Failed(); // ICMP: nobody there at the moment; the session may outlive that
            }
        }
    }

    // An answer that cannot be sent (too long for the client's network, kept back by a packet filter) is lost, as any datagram may be: the session goes on.
    private async ValueTask ReturnAsync(ReadOnlyMemory<byte> datagram)
    {
        try
        {
            // Not by a SocketAddress: .NET loses it where several send by one socket at the same time (Socket.SendToAsync lets go of it once others may have it).
            await Client.Via.SendToAsync(datagram, SocketFlags.None, _return, _closing.Token);
        }
        catch (SocketException exception)
        {
            _sessions.Parts.Meters.Dropped(_sessions.Listener, exception.SocketErrorCode.ToString());
        }
    }

    private async ValueTask SendAsync(Socket socket, ReadOnlyMemory<byte> datagram)
    {
        for (var attempt = 0; attempt < 2; attempt++)
        {
            try
            {
                await socket.SendAsync(datagram, _closing.Token);
                return;
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionRefused)
            {
                _lease.Failed(); // what an earlier datagram met; this one was not sent yet
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                _sessions.Parts.Meters.Dropped(_sessions.Listener, exception is SocketException socketFailure ? socketFailure.SocketErrorCode.ToString() : "closed");
                return;
            }
        }
    }

    [LoggerMessage(6054, LogLevel.Error, "Listener {Listener}: a session has ended by a fault")]
    private static partial void SessionFailed(ILogger logger, Exception exception, string listener);
}
