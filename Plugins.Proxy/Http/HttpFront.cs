using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reeve.Plugins.Proxy.Listening;
using Reeve.Plugins.Proxy.ProxyHeaders;
using Reeve.Plugins.Proxy.Serving;
using Reeve.Plugins.Proxy.Tls;
using Reeve.Proxies;

namespace Reeve.Plugins.Proxy.Http;

/// <summary>
/// One HTTP server for all listeners. It listens nowhere: accepted sockets are handed to one of its three ends, so that
/// listeners come and go without it.
/// </summary>
internal sealed class HttpFront : IAsyncDisposable
{
    private readonly FrontTransport _transport = new();
    private readonly FrontQueue _http1;
    private readonly FrontQueue _http2;
    private readonly FrontQueue _tls;
    private readonly KestrelServer _server;
    private readonly ServiceProvider _services;
    private readonly SocketConnectionContextFactory _sockets;
    private readonly ProxyOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly CurrentState _serving;
    private readonly HttpDispatcher _dispatcher;

    public HttpFront(CurrentState serving, ProxyOptions options, ProxyMeters meters, ILogger logger, TimeProvider timeProvider)
    {
        (_serving, _options, _timeProvider) = (serving, options, timeProvider);
        (_http1, _http2, _tls) = (_transport.Add("http/1.1"), _transport.Add("h2c"), _transport.Add("https"));
        var loggers = new InstanceLoggers(logger);
        var services = new ServiceCollection().AddSingleton<ILoggerFactory>(loggers).AddLogging().AddMetrics().AddHttpForwarder();
        new ServerServices(services).UseKestrelCore();
        _services = services.BuildServiceProvider();
        _sockets = new SocketConnectionContextFactory(new SocketConnectionFactoryOptions(), logger);
        _server = new KestrelServer(Options.Create(ServerOptions()), _transport, loggers);
        _dispatcher = new HttpDispatcher(_services.GetRequiredService<Yarp.ReverseProxy.Forwarder.IHttpForwarder>(), serving, options, meters, logger, timeProvider);
    }

    public Task StartAsync(CancellationToken cancellationToken) => _server.StartAsync(_dispatcher, cancellationToken);

    /// <summary>Tells clients to go elsewhere, and waits until all have; when the token is cancelled, the rest is cut.</summary>
    public Task DrainAsync(CancellationToken cutOff) => _server.StopAsync(cutOff);

    /// <summary>Serves a connection.</summary>
    public async Task ServeAsync(Accepted accepted)
    {
        var connection = new FrontConnection(_sockets.Create(accepted.Socket), accepted);
        var handedOver = false;
        try
        {
            using var limit = new CancellationTokenSource(_options.HeaderTimeout, _timeProvider);
            if (accepted.Acceptor.Current is not { } served || !await IntroduceAsync(connection, served.Listener, limit.Token))
            {
                return;
            }

            if (served.Listener.Protocol is ProxyProtocol.Https && _serving.State.Certificates is { HasChallenges: true } certificates
                && await ChallengeHandshake.TryAnswerAsync(connection.Transport, certificates, limit.Token))
            {
                handedOver = true; // to the authority, which has what it wanted
                await connection.DisposeAsync();
                return;
            }

            if (served.Listener.Protocol is ProxyProtocol.Https)
            {
                connection.Features.Set<IMemoryPoolFeature>(RecordPool.Instance);
            }

            var end = served.Listener.Protocol is ProxyProtocol.Https ? _tls
                : await Http2Preface.IsNextAsync(connection.Transport.Input, limit.Token) ? _http2 : _http1;
            handedOver = end.TryServe(connection);
        }
        finally
        {
            if (!handedOver)
            {
                connection.Abort(new ConnectionAbortedException("The connection was not served."));
                await connection.DisposeAsync();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _server.Dispose();
        _sockets.Dispose();
        await _services.DisposeAsync();
    }

    private static async ValueTask<bool> IntroduceAsync(FrontConnection connection, ProxyListener listener, CancellationToken cancellationToken)
    {
        connection.IsPeerTrusted = TrustedPeers.Contains(listener, connection.RemoteEndPoint);
        if (!listener.AcceptProxyProtocol)
        {
            return true;
        }

        if (listener.TrustedProxies.Count > 0 && !connection.IsPeerTrusted)
        {
            return false;
        }

        var header = await ProxyHeaderReader.ReadAsync(connection.Transport.Input, cancellationToken);
        if (header is { Source: { } source, Destination: { } destination })
        {
            (connection.RemoteEndPoint, connection.LocalEndPoint) = (source, destination);
        }

        return header is not null;
    }

    private KestrelServerOptions ServerOptions()
    {
        // Lines end in CR LF (RFC 9112, 2.2): what ends them otherwise is read in two ways by servers in a row. There is no option but this, for the whole process.
        AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators", true);
        var options = new KestrelServerOptions { ApplicationServices = _services, AddServerHeader = false, AllowAlternateSchemes = false };
        options.Limits.MaxRequestBodySize = null;
        options.Limits.RequestHeadersTimeout = _options.HeaderTimeout;
        options.Limits.KeepAliveTimeout = _options.IdleTime;
        options.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(60);
        options.Listen(_http1.EndPoint, listen => listen.Protocols = HttpProtocols.Http1);
        options.Listen(_http2.EndPoint, listen => listen.Protocols = HttpProtocols.Http2);
        options.Listen(_tls.EndPoint, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(new TlsHandshakeCallbackOptions { HandshakeTimeout = _options.HeaderTimeout, OnConnection = SelectCertificate });
        });
        return options;
    }

    private ValueTask<SslServerAuthenticationOptions> SelectCertificate(TlsHandshakeCallbackContext context)
    {
        if (context.Connection.Features.Get<FrontConnection>() is { } connection)
        {
            connection.ServerName = context.ClientHelloInfo.ServerName;
        }

        return _serving.State.Certificates.Find(context.ClientHelloInfo.ServerName) is { } options
            ? new ValueTask<SslServerAuthenticationOptions>(options)
            : throw new AuthenticationException("There is no certificate for the server name that the client asks for.");
    }
}
