using System.Net.WebSockets;
using System.Text;

namespace Reeve.ProxyStorm.Load;

/// <summary>A WebSocket that stays open for the whole storm.</summary>
internal sealed class LongSocket(int port) : Client("WebSocket")
{
    private readonly ClientWebSocket _socket = new();

    protected override TimeSpan Rest => TimeSpan.FromMilliseconds(20);

    protected override Task OpenAsync() => _socket.ConnectAsync(new Uri($"ws://127.0.0.1:{port}/ws"), CancellationToken.None);

    protected override async Task AskAsync()
    {
        var text = $"{Asked}";
        await _socket.SendAsync(Encoding.ASCII.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);
        var buffer = new byte[100];
        var read = await _socket.ReceiveAsync(buffer, CancellationToken.None);
        Require(Encoding.ASCII.GetString(buffer, 0, read.Count) == text, "another answer");
    }

    protected override async Task CloseAsync()
    {
        await _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        _socket.Dispose();
    }
}
