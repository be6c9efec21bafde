using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Reeve.Testing.Http;

namespace Reeve.Plugins.Proxy.Tests.Support;

/// <summary>
/// A server behind the proxy. <c>/echo</c> streams the body back as it comes, <c>/ws</c> is a WebSocket that echoes, <c>/events</c> sends an event
/// for each <see cref="Push"/>, <c>/large</c> is 10 MB, <c>/status/N</c> answers N, <c>/slow</c> never answers, all else tells what arrived.
/// </summary>
internal sealed class Origin : IAsyncDisposable
{
    private readonly LoopbackServer _server;
    private readonly SemaphoreSlim _events = new(0);

    public Origin(string name = "origin", HttpProtocols protocols = HttpProtocols.Http1, int port = 0)
    {
        Name = name;
        _server = new LoopbackServer(new IPEndPoint(IPAddress.Loopback, port), ServeAsync, listen => listen.Protocols = protocols);
    }

    public string Name { get; }

    public Uri Address => _server.Address;

    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Lets one of the clients of <c>/events</c> have one event.</summary>
    public void Push() => _events.Release();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        Requests.Enqueue($"{context.Request.Method} {path}");
        if (path.EndsWith("/echo", StringComparison.Ordinal))
        {
            await Echo.BodyAsync(context);
        }
        else if (path.EndsWith("/ws", StringComparison.Ordinal))
        {
            await Echo.SocketAsync(context);
        }
        else if (path.EndsWith("/events", StringComparison.Ordinal))
        {
            await SendEventsAsync(context);
        }
        else if (path.EndsWith("/slow", StringComparison.Ordinal))
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        else if (path.EndsWith("/large", StringComparison.Ordinal))
        {
            await SendLargeAsync(context);
        }
        else if (path.Contains("/status/", StringComparison.Ordinal))
        {
            context.Response.StatusCode = int.Parse(path[(path.LastIndexOf('/') + 1)..]);
        }
        else
        {
            context.Response.Headers["X-Origin"] = Name;
            var text = new StringBuilder($"{context.Request.Method} {context.Features.Get<IHttpRequestFeature>()!.RawTarget} {context.Request.Protocol}\n");
            foreach (var (header, value) in context.Request.Headers.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                text.Append(header).Append(": ").Append(value.ToString()).Append('\n');
            }

            await context.Response.WriteAsync(text.ToString());
        }
    }

    private static async Task SendLargeAsync(HttpContext context)
    {
        var part = new byte[10_000];
        for (var i = 0; i < 1000; i++)
        {
            await context.Response.Body.WriteAsync(part, context.RequestAborted);
        }
    }

    private async Task SendEventsAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.Body.FlushAsync();
        for (var number = 1; ; number++)
        {
            await _events.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync($"data: {number}\n\n");
            await context.Response.Body.FlushAsync();
        }
    }
}
