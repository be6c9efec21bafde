using System.Net;
using Microsoft.AspNetCore.Http;
using Reeve.Testing.Http;

namespace Reeve.Runtime.Tests.Proxies;

/// <summary>A server behind a proxy that answers every request, once it is complete, with <c>pong</c>.</summary>
internal sealed class EchoOrigin(int port = 0) : IAsyncDisposable
{
    private readonly LoopbackServer _server = new(new IPEndPoint(IPAddress.Loopback, port), AnswerAsync);

    public Uri Address => _server.Address;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        await context.Response.WriteAsync("pong", context.RequestAborted);
    }
}
