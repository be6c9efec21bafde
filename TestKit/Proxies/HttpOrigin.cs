using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Reeve.TestKit.Proxies;

/// <summary>
/// A server behind the proxy. <c>…/ws</c> is a WebSocket that echoes, <c>…/events</c> sends an event and then nothing more, <c>…/slow</c> never
/// answers, all else tells what arrived: the request's line, then its headers.
/// </summary>
internal sealed class HttpOrigin : IAsyncDisposable
{
    private readonly WebApplication _application;

    public HttpOrigin(string name)
    {
        Name = name;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        _application = builder.Build();
        _application.UseWebSockets();
        _application.Run(ServeAsync);
        _application.StartAsync().GetAwaiter().GetResult();
        Address = new Uri(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public string Name { get; }

    public Uri Address { get; }

    public ConcurrentQueue<string> Requests { get; } = new();

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        Requests.Enqueue($"{context.Request.Method} {path}");
        if (path.EndsWith("/ws", StringComparison.Ordinal))
        {
            await EchoAsync(context);
        }
        else if (path.EndsWith("/slow", StringComparison.Ordinal))
        {
            await UntilGoneAsync(context);
        }
        else if (path.EndsWith("/events", StringComparison.Ordinal))
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("data: 1\n\n");
            await context.Response.Body.FlushAsync();
            await UntilGoneAsync(context);
        }
        else
        {
            await TellAsync(context);
        }
    }

    private async Task TellAsync(HttpContext context)
    {
        context.Response.Headers["X-Origin"] = Name;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{context.Request.Method} {context.Features.Get<IHttpRequestFeature>()!.RawTarget}\n");
        foreach (var (header, value) in context.Request.Headers)
        {
            text.Append(header).Append(": ").Append(value.ToString()).Append('\n');
        }

        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        await context.Response.WriteAsync(text.ToString());
    }

    private static Task UntilGoneAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        context.RequestAborted.Register(gone.SetResult);
        return gone.Task;
    }

    private static async Task EchoAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[4096];
        while (await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } read)
        {
            await socket.SendAsync(buffer.AsMemory(0, read.Count), read.MessageType, read.EndOfMessage, context.RequestAborted);
        }
    }
}
