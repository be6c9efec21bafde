using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Reeve.Testing.Faults;

/// <summary>
/// Forwards TCP connections of loopback to a server, and misbehaves on demand: away, silent, slow, or cut in the middle.
/// What passes is not looked at, so TLS and its client certificates stay end to end.
/// </summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly ConcurrentDictionary<TcpConnection, byte> _connections = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private readonly EndPoint _target;
    private Socket? _listener;
    private Task _accepting = Task.CompletedTask;

    private TcpProxy(EndPoint target) => _target = target;

    /// <summary>The port it listens on.</summary>
    public int Port { get; private set; }

    /// <summary>Its address as a client of a TLS server writes it.</summary>
    public Uri Https => new UriBuilder(Uri.UriSchemeHttps, IPAddress.Loopback.ToString(), Port).Uri;

    /// <summary>What it does to the bytes of all connections, present and future.</summary>
    public TcpFault Fault { get; set; } = new();

    /// <summary>Connections that are open.</summary>
    public int Connections => _connections.Count;

    /// <summary>Connections since the start.</summary>
    public int Accepted { get; private set; }

    /// <summary>Bytes that came from the server since the start.</summary>
    public long Received { get; private set; }

    /// <summary>Starts one.</summary>
    public static TcpProxy Start(Uri server)
    {
        var proxy = new TcpProxy(new DnsEndPoint(server.Host, server.Port));
        proxy.Listen();
        return proxy;
    }

    /// <summary>Refuses connections and resets those that are open, until <see cref="ComeBack"/>.</summary>
    public void GoAway()
    {
        lock (_lock)
        {
            _listener?.Dispose();
            _listener = null;
        }

        Cut();
    }

    /// <summary>Accepts connections again, on the same port.</summary>
    public void ComeBack() => Listen();

    /// <summary>Resets all connections that are open.</summary>
    public void Cut()
    {
        foreach (var connection in _connections.Keys)
        {
            connection.Reset();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GoAway();
        await _end.CancelAsync();
        await _accepting;
        _end.Dispose();
    }

    internal void Count(int bytes)
    {
        lock (_lock)
        {
            Received += bytes;
        }
    }

    private void Listen()
    {
        lock (_lock)
        {
            if (_listener is not null)
            {
                return;
            }

            var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            listener.Bind(new IPEndPoint(IPAddress.Loopback, Port));
            listener.Listen();
            Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
            _listener = listener;
            _accepting = AcceptAsync(listener, _accepting);
        }
    }

    private async Task AcceptAsync(Socket listener, Task former)
    {
        await former;
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptAsync(_end.Token);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // Away.
                return;
            }

            Accepted++;
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var connection = new TcpConnection(this, client);
        _connections[connection] = 0;
        try
        {
            await connection.RunAsync(_target, _end.Token);
        }
        finally
        {
            _connections.TryRemove(connection, out _);
        }
    }
}
