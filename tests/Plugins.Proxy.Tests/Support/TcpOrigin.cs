using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Reeve.Testing;

namespace Reeve.Plugins.Proxy.Tests.Support;

/// <summary>A TCP server whose connections the test handles itself.</summary>
internal sealed class TcpOrigin : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentBag<Socket> _accepted = [];

    public TcpOrigin()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Address = new Uri($"tcp://{_listener.LocalEndPoint}");
    }

    public Uri Address { get; }

    public async Task<Socket> AcceptAsync()
    {
        var socket = await TakeAsync();
        _accepted.Add(socket);
        return socket;
    }

    /// <summary>A connection that the caller disposes.</summary>
    public async Task<Socket> TakeAsync()
    {
        using var limit = new CancellationTokenSource(Eventually.Deadline);
        return await _listener.AcceptAsync(limit.Token);
    }

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var socket in _accepted)
        {
            socket.Dispose();
        }
    }
}
