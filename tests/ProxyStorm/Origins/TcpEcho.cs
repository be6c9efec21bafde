using System.Net;
using System.Net.Sockets;

namespace Reeve.ProxyStorm.Origins;

/// <summary>A TCP server that sends back what it gets.</summary>
internal sealed class TcpEcho : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _loop;

    public TcpEcho()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        _loop = Task.Run(AcceptAsync);
    }

    public string Address => $"tcp://{_listener.LocalEndPoint}";

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            _ = EchoAsync(await _listener.AcceptAsync(_end.Token));
        }
    }

    private async Task EchoAsync(Socket socket)
    {
        try
        {
            using var stream = new NetworkStream(socket, ownsSocket: true);
            await stream.CopyToAsync(stream, _end.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            return; // the client has gone, or the storm is over
        }
    }
}
