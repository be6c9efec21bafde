using System.Net;
using System.Net.Sockets;
using Reeve.Testing;

namespace Reeve.Plugins.Proxy.Tests.Support;

/// <summary>A UDP socket with deadlines.</summary>
internal sealed class UdpOrigin : IDisposable
{
    private readonly Socket _socket;

    public UdpOrigin(int port = 0, IPAddress? address = null)
    {
        var own = address ?? IPAddress.Loopback;
        _socket = new Socket(own.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        _socket.Bind(new IPEndPoint(own, port));
        Address = new Uri($"udp://{_socket.LocalEndPoint}");
    }

    public Uri Address { get; }

    public EndPoint EndPoint => _socket.LocalEndPoint!;

    public int Available => _socket.Available;

    public async Task<(string Text, EndPoint From)> ReceiveAsync()
    {
        using var limit = new CancellationTokenSource(Eventually.Deadline);
        var buffer = new byte[65_535];
        var received = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, _socket.LocalEndPoint!, limit.Token);
        return (System.Text.Encoding.Latin1.GetString(buffer, 0, received.ReceivedBytes), received.RemoteEndPoint);
    }

    public Task SendAsync(string text, EndPoint to) => _socket.SendToAsync(System.Text.Encoding.Latin1.GetBytes(text), to);

    public void Dispose() => _socket.Dispose();
}
