using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Reeve.Proxies;

namespace Company.Plugin1;

/// <summary>One listener: takes connections from the sockets that were lent, and relays each to the first server that can be reached.</summary>
internal sealed partial class Relay : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _open = [];
    private readonly ProxyListener _listener;
    private readonly ILogger _logger;
    private readonly Task _accepting;

    public Relay(ProxyListener listener, IReadOnlyList<DnsEndPoint> targets, ILogger logger)
    {
        (_listener, Targets, _logger) = (listener, targets, logger);
        foreach (var socket in listener.Sockets)
        {
            socket.Listen();
        }

        _accepting = Task.WhenAll(listener.Sockets.Select(socket => Task.Run(() => AcceptAsync(socket))));
    }

    /// <summary>Where new connections go.</summary>
    public IReadOnlyList<DnsEndPoint> Targets { get; set; }

    public long Connections
    {
        get
        {
            lock (_lock)
            {
                return _open.Count;
            }
        }
    }

    public bool Serves(ProxyListener listener) => _listener.Sockets.SequenceEqual(listener.Sockets);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Task[] open;
        lock (_lock)
        {
            open = [.. _open];
        }

        await Task.WhenAll(open);
        _end.Dispose();
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            var client = await listener.AcceptAsync(_end.Token);
            var relay = Task.Run(() => RelayAsync(client));
            lock (_lock)
            {
                _open.Add(relay);
            }

            _ = relay.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private void Forget(Task relay)
    {
        lock (_lock)
        {
            _open.Remove(relay);
        }
    }

    private async Task RelayAsync(Socket client)
    {
        using (client)
        {
            try
            {
                using var server = await ConnectAsync();
                await Task.WhenAll(CopyAsync(client, server), CopyAsync(server, client));
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                LogEnded(_listener.Name, e.Message);
            }
        }
    }

    private async Task<Socket> ConnectAsync()
    {
        SocketException? failure = null;
        foreach (var target in Targets)
        {
            var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await server.ConnectAsync(target, _end.Token);
                return server;
            }
            catch (SocketException e)
            {
                server.Dispose();
                failure = e;
            }
        }

        throw failure ?? new SocketException((int)SocketError.HostUnreachable);
    }

    // The end of one direction is passed on, and the other one goes on; a failure ends both.
    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, _end.Token) is var read and > 0)
            {
                for (var sent = 0; sent < read;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), _end.Token);
                }
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch
        {
            from.Dispose();
            to.Dispose();
            throw;
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "A connection to {Listener} ended: {Reason}")]
    private partial void LogEnded(string listener, string reason);
}
