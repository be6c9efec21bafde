using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reeve.AspNetCore.Clusters.Serving;

namespace Reeve.Host.Serving;

/// <summary>Listens for the APIs of clusters: the web server alone, without routing and middleware around it.</summary>
internal sealed partial class ApiServer : IAsyncDisposable
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(5);
    private readonly ILogger<ApiServer> _logger;
    private readonly WebApplication _host;
    private readonly IServer _server;

    /// <summary>Prepares a server; nothing is open yet.</summary>
    /// <param name="listeners">Where it listens.</param>
    /// <param name="tls">What TLS listeners use; may be null where there are none.</param>
    /// <param name="maxBodyBytes">How long a body may be.</param>
    /// <param name="loggers">Makes loggers.</param>
    public ApiServer(IReadOnlyList<ApiListener> listeners, TlsHandshakeCallbackOptions? tls, long maxBodyBytes, ILoggerFactory loggers)
    {
        _logger = loggers.CreateLogger<ApiServer>();
        Listeners = listeners;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            Limit(kestrel.Limits, maxBodyBytes);
            foreach (var listener in listeners)
            {
                kestrel.Listen(listener.EndPoint, listen => Configure(listen, listener, tls));
            }
        });
        _host = builder.Build();
        _server = _host.Services.GetRequiredService<IServer>();
    }

    /// <summary>The listeners; once it has started with the ports that they got.</summary>
    public IReadOnlyList<ApiListener> Listeners { get; private set; }

    /// <summary>Begins to listen.</summary>
    /// <exception cref="IOException">A port is taken, or an address is not this machine's.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (Listeners.Count == 0)
        {
            return; // the server would take an address of its own choice
        }

        await _server.StartAsync(new ApiApplication(), cancellationToken);
        var addresses = _server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Select(BindingAddress.Parse).ToList();
        Listeners = [.. Listeners.Select((listener, i) => listener with { EndPoint = new IPEndPoint(listener.EndPoint.Address, addresses[i].Port) })];
        foreach (var listener in Listeners)
        {
            LogListening(listener.Name, listener.ToString());
            if (listener.IsInsecure)
            {
                LogInsecure(listener.Name, listener.ToString());
            }
        }
    }

    /// <summary>Ends open requests within five seconds, and listens no more.</summary>
    public async ValueTask DisposeAsync()
    {
        using var drained = new CancellationTokenSource(DrainTime);
        await _server.StopAsync(drained.Token);
        await _host.DisposeAsync();
    }

    private static void Configure(ListenOptions listen, ApiListener listener, TlsHandshakeCallbackOptions? tls)
    {
        listen.Protocols = listener.Protocols;
        listen.Use(next => connection =>
        {
            connection.Features.Set(listener);
            return next(connection);
        });
        if (listener.Tls)
        {
            listen.UseHttps(tls ?? throw new ArgumentException($"The listener {listener.Name} needs a certificate.", nameof(tls)));
        }
    }

    private static void Limit(KestrelServerLimits limits, long maxBodyBytes)
    {
        limits.MaxConcurrentConnections = 1024;
        limits.MaxRequestBodySize = maxBodyBytes;
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(30);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(90);
        limits.Http2.MaxStreamsPerConnection = 100;

        // Progress of an operation may say nothing for minutes.
        limits.MinResponseDataRate = null;
    }
}
