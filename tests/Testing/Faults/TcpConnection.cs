using System.Net;
using System.Net.Sockets;

namespace Reeve.Testing.Faults;

/// <summary>One connection of a <see cref="TcpProxy"/>.</summary>
internal sealed class TcpConnection(TcpProxy proxy, Socket client) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly CancellationTokenSource _end = new();
    private readonly Socket _server = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public async Task RunAsync(EndPoint target, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, cancellation);
        client.NoDelay = true;
        try
        {
            await _server.ConnectAsync(target, end.Token);
            await Task.WhenAll(
                EndedAsync(PumpAsync(client, _server, fromServer: false, end.Token)),
                EndedAsync(PumpAsync(_server, client, fromServer: true, end.Token)));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // The server is away, or the test has cut the connection: the client sees a reset.
            Reset();
        }
    }

    /// <summary>Ends both sides at once, the client's with a reset.</summary>
    public void Reset()
    {
        try
        {
            client.LingerState = new LingerOption(true, 0);
            _end.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended by itself.
        }

        client.Dispose();
        _server.Dispose();
    }

    public void Dispose()
    {
        client.Dispose();
        _server.Dispose();
        _end.Dispose();
    }

    private async Task EndedAsync(Task pump)
    {
        try
        {
            await pump;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            Reset();
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool fromServer, CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        long passed = 0;
        while (true)
        {
            var size = fromServer ? Math.Clamp(proxy.Fault.PieceSize, 1, buffer.Length) : buffer.Length;
            var count = await from.ReceiveAsync(buffer.AsMemory(0, size), cancellation);
            while (proxy.Fault.Silent)
            {
                await Task.Delay(Pause, cancellation);
            }

            if (count == 0)
            {
                to.Shutdown(SocketShutdown.Send);
                return;
            }

            if (fromServer)
            {
                await Task.Delay(proxy.Fault.Delay, cancellation);
                proxy.Count(count);
                if (proxy.Fault.CutAfter is { } limit && passed + count >= limit)
                {
                    await to.SendAsync(buffer.AsMemory(0, (int)(limit - passed)), cancellation);
                    Reset();
                    return;
                }
            }

            passed += count;
            for (var sent = 0; sent < count;)
            {
                sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), cancellation);
            }
        }
    }
}
