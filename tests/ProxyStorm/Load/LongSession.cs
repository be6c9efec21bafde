using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Reeve.ProxyStorm.Load;

/// <summary>
/// A UDP client whose session stays the same for the whole storm: the server sees one port. Datagrams may be lost, though not many in a row.
/// </summary>
internal sealed class LongSession(int port, int atOnce) : Client(atOnce > 1 ? "UDP flood" : "UDP session")
{
    private static readonly TimeSpan Lost = TimeSpan.FromSeconds(1);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly byte[] _buffer = new byte[100];
    private string? _session;
    private int _lostInARow;

    protected override Task OpenAsync() => _socket.ConnectAsync(IPAddress.Loopback, port);

    protected override async Task AskAsync()
    {
        for (var i = 0; i < atOnce; i++)
        {
            await _socket.SendAsync("x"u8.ToArray());
        }

        for (var i = 0; i < atOnce; i++)
        {
            using var limit = new CancellationTokenSource(Lost);
            try
            {
                var text = Encoding.ASCII.GetString(_buffer, 0, await _socket.ReceiveAsync(_buffer, limit.Token));
                _session ??= text;
                Require(_session == text, "it got another session");
                _lostInARow = 0;
            }
            catch (OperationCanceledException)
            {
                Require(++_lostInARow < 5, "five answers in a row were lost");
                return;
            }
        }
    }

    protected override Task CloseAsync()
    {
        _socket.Dispose();
        return Task.CompletedTask;
    }
}
