using System.Net;
using System.Net.Sockets;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Proxies.Sockets;

/// <summary>A UDP server that sends back what it gets.</summary>
internal sealed class UdpEcho : IAsyncDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _loop;
    private int _received;

    public UdpEcho(IPEndPoint endPoint)
    {
        _socket.Bind(endPoint);
        _loop = Task.Run(RunAsync);
    }

    public int Received => Volatile.Read(ref _received);

    /// <summary>Asks somewhere until an answer comes, and says from where.</summary>
    public static async Task<EndPoint> AskAsync(IPEndPoint where, string text)
    {
        using var limit = new CancellationTokenSource(Eventually.Deadline);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Any, 0));
        var buffer = new byte[1000];
        await socket.SendToAsync(System.Text.Encoding.ASCII.GetBytes(text), SocketFlags.None, where, limit.Token);
        var answer = await socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), limit.Token);
        Assert.Equal(text, System.Text.Encoding.ASCII.GetString(buffer, 0, answer.ReceivedBytes));
        return answer.RemoteEndPoint;
    }

    /// <summary>Whether nobody has a place.</summary>
    public static bool IsFree(IPEndPoint place)
    {
        using var socket = new Socket(place.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(place);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _end.Dispose();
    }

    private async Task RunAsync()
    {
        var buffer = new byte[65_535];
        while (true)
        {
            var received = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _end.Token);
            Interlocked.Increment(ref _received);
            await _socket.SendToAsync(buffer.AsMemory(0, received.ReceivedBytes), SocketFlags.None, received.RemoteEndPoint, _end.Token);
        }
    }
}
