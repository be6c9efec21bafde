using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Reeve.Testing.Http;

namespace Reeve.ProxyStorm.Origins;

/// <summary>A web server: <c>/ws</c> is a WebSocket that echoes, <c>/echo</c> streams back what comes, all else is answered with <c>pong</c>.</summary>
internal sealed class HttpOrigin : IAsyncDisposable
{
    private readonly LoopbackServer _server = new(
        AnswerAsync, static listen => listen.Protocols = HttpProtocols.Http1, static listen => listen.Protocols = HttpProtocols.Http2);

    public Uri Address => _server.Addresses[0];

    /// <summary>For HTTP/2 in clear text.</summary>
    public Uri StreamAddress => _server.Addresses[1];

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static Task AnswerAsync(HttpContext context) => context.Request.Path.Value switch
    {
        "/ws" => Echo.SocketAsync(context),
        "/echo" => Echo.BodyAsync(context),
        _ => context.Response.WriteAsync("pong"),
    };
}
