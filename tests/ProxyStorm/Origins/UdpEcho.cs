using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Reeve.ProxyStorm.Origins;

/// <summary>A UDP server that answers with the port that it was asked from: it tells one session of a proxy from another.</summary>
internal sealed class UdpEcho : IAsyncDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 1 << 22 };
    private readonly CancellationTokenSource _end = new();
    private readonly Task _loop;

    public UdpEcho()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _loop = Task.Run(AnswerAsync);
    }

    public string Address => $"udp://{_socket.LocalEndPoint}";

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _end.Dispose();
    }

    private async Task AnswerAsync()
    {
        var buffer = new byte[2048];
        while (true)
        {
            try
            {
                var received = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _end.Token);
                await _socket.SendToAsync(Encoding.ASCII.GetBytes($"{((IPEndPoint)received.RemoteEndPoint).Port}"), SocketFlags.None, received.RemoteEndPoint, _end.Token);
            }
            catch (SocketException)
            {
                continue; // an earlier answer met a session that had ended
            }
        }
    }
}
