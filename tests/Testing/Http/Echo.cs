using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace Reeve.Testing.Http;

/// <summary>Answers with what comes, as it comes.</summary>
public static class Echo
{
    /// <summary>Streams the body back, of the same type.</summary>
    public static async Task BodyAsync(HttpContext context)
    {
        context.Response.ContentType = context.Request.ContentType;
        await context.Response.StartAsync();
        await context.Response.Body.FlushAsync();
        var buffer = new byte[4096];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer)) > 0)
        {
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, read));
            await context.Response.Body.FlushAsync();
        }
    }

    /// <summary>Takes a WebSocket and sends its messages back until it is closed.</summary>
    public static async Task SocketAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[4096];
        while (socket.State is WebSocketState.Open)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted);
            if (read.MessageType is WebSocketMessageType.Close)
            {
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
                return;
            }

            await socket.SendAsync(buffer.AsMemory(0, read.Count), read.MessageType, read.EndOfMessage, context.RequestAborted);
        }
    }
}
