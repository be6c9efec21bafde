using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reeve.Runtime.KubeletApi.Authentication;
using Reeve.Runtime.KubeletApi.Metrics;
using Reeve.Runtime.KubeletApi.Serving;
using Reeve.Runtime.Kubernetes.Http;
using Reeve.Runtime.Nodes.Certificates;

namespace Reeve.Runtime.KubeletApi;

/// <summary>Serves the kubelet API of one node. Thread-safe.</summary>
/// <remarks>Source: <c>pkg/kubelet/server</c> of Kubernetes. <c>docs/kubelet-api.md</c> describes it.</remarks>
public sealed partial class KubeletApiServer : IAsyncDisposable
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _stopping = new();
    private readonly KubeletApplication _application;
    private readonly KubeletMetrics _metrics;
    private readonly WebApplication _host;
    private readonly IServer _server;
    private readonly ILogger<KubeletApiServer> _logger;
    private readonly string _node;
    private int _stopped;

    /// <summary>Prepares a server; nothing is open yet.</summary>
    /// <param name="setup">What it works with.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <param name="meters">Makes meters; null makes them directly.</param>
    /// <param name="time">Tells the time.</param>
    /// <exception cref="ArgumentException">The address is no IP address.</exception>
    public KubeletApiServer(KubeletApiSetup setup, ILoggerFactory loggers, IMeterFactory? meters, TimeProvider time)
        : this(setup, ReviewerOf(setup, time), loggers, meters, time)
    {
    }

    internal KubeletApiServer(KubeletApiSetup setup, IReviewer reviewer, ILoggerFactory loggers, IMeterFactory? meters, TimeProvider time)
    {
        _node = setup.NodeName;
        _logger = loggers.CreateLogger<KubeletApiServer>();
        _metrics = new KubeletMetrics(meters, setup.NodeName);
        _application = KubeletComposition.Compose(setup, reviewer, _metrics, loggers, time, _stopping.Token);
        _host = HostOf(setup, loggers);
        _server = _host.Services.GetRequiredService<IServer>();
    }

    /// <summary>Where it listens; null before the start.</summary>
    public IPEndPoint? EndPoint { get; private set; }

    /// <summary>Connections that carry commands or forwarded ports at the moment.</summary>
    internal int StreamingConnections => _metrics.Streaming;

    /// <summary>Begins to listen.</summary>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="IOException">The port is taken or the address is not this machine's.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _server.StartAsync(_application, cancellationToken);
        var address = BindingAddress.Parse(_server.Features.Get<IServerAddressesFeature>()!.Addresses.First());
        EndPoint = new IPEndPoint(IPAddress.TryParse(address.Host, out var ip) ? ip : IPAddress.IPv6Any, address.Port);
        LogListening(_node, EndPoint);
    }

    /// <summary>Ends streams and open requests, and listens no more. A second call does nothing.</summary>
    /// <param name="cancellationToken">Cuts what is still open.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 0)
        {
            await _stopping.CancelAsync();
            await _server.StopAsync(cancellationToken);
        }
    }

    /// <summary>Stops it, within five seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        using var drained = new CancellationTokenSource(DrainTime);
        await StopAsync(drained.Token);
        await _host.DisposeAsync();
        _metrics.Dispose();
        _stopping.Dispose();
    }

    private static ApiReviewer ReviewerOf(KubeletApiSetup setup, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(setup);
        var rate = setup.Options.ReviewsPerSecond;
        return new ApiReviewer(setup.Api, new TokenBucket(rate, 2 * rate, time));
    }

    private static WebApplication HostOf(KubeletApiSetup setup, ILoggerFactory loggers)
    {
        var options = setup.Options;
        var address = IPAddress.TryParse(options.Address, out var ip)
            ? ip
            : throw new ArgumentException($"The kubelet API cannot listen on \"{options.Address}\": it is no IP address.", nameof(setup));
        var tls = new ServingTls(setup.ServingCertificate).Options;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            Limit(kestrel.Limits, options);
            kestrel.Listen(address, options.Port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(tls);
            });
        });
        return builder.Build();
    }

    private static void Limit(KestrelServerLimits limits, KubeletApiOptions options)
    {
        limits.MaxConcurrentConnections = options.MaxConnections;
        limits.MaxConcurrentUpgradedConnections = options.MaxStreamingConnections;
        limits.MaxRequestLineSize = options.MaxRequestLineBytes;
        limits.MaxRequestHeadersTotalSize = options.MaxHeaderBytes;
        limits.MaxRequestBodySize = options.MaxHeaderBytes;
        limits.MaxRequestBufferSize = Math.Max(limits.MaxRequestBufferSize ?? 0, options.MaxRequestLineBytes + (long)options.MaxHeaderBytes);
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(30);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(90);
        limits.Http2.MaxStreamsPerConnection = options.MaxStreamsPerConnection;
        limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(60);

        // A log that somebody pages through stands still for long; other answers have a deadline of their own.
        limits.MinResponseDataRate = null;
    }

    [LoggerMessage(4201, LogLevel.Information, "The kubelet API of node {Node} listens on {EndPoint}")]
    private partial void LogListening(string node, IPEndPoint endPoint);
}
