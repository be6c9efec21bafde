using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Reeve.ProxyStorm.Origins;

/// <summary>A web server: <c>/ws</c> is a WebSocket that echoes, <c>/echo</c> streams back what comes, all else is answered with <c>pong</c>.</summary>
internal sealed class HttpOrigin : IAsyncDisposable
{
    private readonly WebApplication _application;

    public HttpOrigin()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Limits.MinRequestBodyDataRate = null;
            options.Listen(IPAddress.Loopback, 0);
            options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        _application = builder.Build();
        _application.UseWebSockets();
        _application.Run(ServeAsync);
        _application.StartAsync().GetAwaiter().GetResult();
        Uri[] addresses = [.. _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address))];
        (Address, StreamAddress) = (addresses[0], addresses[1]);
    }

    public Uri Address { get; }

    /// <summary>For HTTP/2 in clear text.</summary>
    public Uri StreamAddress { get; }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static Task ServeAsync(HttpContext context) => context.Request.Path.Value switch
    {
        "/ws" => EchoSocketAsync(context),
        "/echo" => EchoAsync(context),
        _ => context.Response.WriteAsync("pong"),
    };

    private static async Task EchoAsync(HttpContext context)
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

    private static async Task EchoSocketAsync(HttpContext context)
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
