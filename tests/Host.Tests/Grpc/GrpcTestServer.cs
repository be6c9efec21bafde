using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Reeve.AspNetCore.Grpc;

namespace Reeve.Host.Tests.Grpc;

/// <summary>A web server that speaks HTTP/2 without TLS on a port of its own, with gRPC alone behind it.</summary>
internal sealed class GrpcTestServer : IAsyncDisposable, IHttpApplication<HttpContext>
{
    private readonly KestrelServer _server;
    private readonly GrpcRouter _router;

    private GrpcTestServer(GrpcRouter router)
    {
        _router = router;
        var options = new KestrelServerOptions();
        options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        _server = new KestrelServer(Options.Create(options), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance), NullLoggerFactory.Instance);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Starts a server for some services.</summary>
    public static async Task<GrpcTestServer> StartAsync(IReadOnlyList<IGrpcService> services, GrpcOptions? options = null)
    {
        var server = new GrpcTestServer(new GrpcRouter(services, options ?? new GrpcOptions(), TimeProvider.System, NullLogger.Instance));
        await server._server.StartAsync(server, CancellationToken.None);
        server.Address = new Uri(server._server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
        return server;
    }

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public Task ProcessRequestAsync(HttpContext context) => _router.HandleAsync(context);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _server.StopAsync(atOnce.Token);
        _server.Dispose();
    }
}
