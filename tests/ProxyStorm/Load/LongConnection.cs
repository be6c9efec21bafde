using System.Net;
using System.Net.Sockets;

namespace Reeve.ProxyStorm.Load;

/// <summary>A TCP connection that stays open for the whole storm and moves a good deal, so that the kernel moves it.</summary>
internal sealed class LongConnection(int port) : Client("TCP connection")
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _sent = new byte[16_000];
    private readonly byte[] _received = new byte[16_000];

    protected override TimeSpan Rest => TimeSpan.FromMilliseconds(10);

    protected override Task OpenAsync() => _socket.ConnectAsync(IPAddress.Loopback, port);

    protected override async Task AskAsync()
    {
        BitConverter.TryWriteBytes(_sent, Asked);
        var sending = SendAsync();
        for (var total = 0; total < _received.Length;)
        {
            var read = await _socket.ReceiveAsync(_received.AsMemory(total));
            Require(read > 0, "it ended");
            total += read;
        }

        await sending;
        Require(_sent.AsSpan().SequenceEqual(_received), "other bytes");
    }

    protected override async Task CloseAsync()
    {
        _socket.Shutdown(SocketShutdown.Send);
        Require(await _socket.ReceiveAsync(new byte[1]) == 0, "more than was sent");
        _socket.Dispose();
    }

    private async Task SendAsync()
    {
        for (ReadOnlyMemory<byte> rest = _sent; !rest.IsEmpty; rest = rest[await _socket.SendAsync(rest)..])
        {
        }
    }
}
