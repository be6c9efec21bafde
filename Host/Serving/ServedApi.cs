using Microsoft.AspNetCore.Server.Kestrel.Core;
using Reeve.AspNetCore.Clusters;
using Reeve.AspNetCore.Clusters.Routes;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.Host.Edge;
using Reeve.Host.Pages;

namespace Reeve.Host.Serving;

/// <summary>The APIs of clusters and proxies on the listeners that are configured, with the edge's API and the status page beside them.</summary>
internal sealed class ServedApi : IAsyncDisposable
{
    private readonly PartStack _parts;
    private readonly ClusterApi _api;
    private readonly ApiServer _server;

    private ServedApi(ServedApiContext context, PartStack parts)
    {
        var (settings, time, loggers) = (context.Settings, context.Api.Time, context.Api.Loggers);
        _parts = parts;
        _api = parts.Own(new ClusterApi(context.Api));
        if (settings.Otlp.Endpoint is not null)
        {
            parts.OwnDisposable(new OtlpExport(settings.Otlp));
        }

        var edge = context.Edge is { } wanted ? new EdgeApi(wanted, _api.HandlerOf, _api.Limits, time, loggers) : null;
        Page = context.Page.Enabled ? new StatusPage(context, _api) : null;
        var shared = Page?.Beside(_api.Rest) ?? _api.Rest;
        var tls = ApiListeners.OpenTls(settings, parts, time, loggers);
        ApiListener?[] listeners = [.. context.IsPageOnly ? [] : Own(context, shared), .. edge?.Listeners ?? [], .. Page?.Listeners ?? []];
        _server = parts.Own(new ApiServer([.. listeners.OfType<ApiListener>()], tls, settings.MaxBody.Bytes, loggers));

        // End before the server does: who watches the health, or the page, must not hold that up.
        foreach (var watched in new IDisposable?[] { _api.Grpc, Page, edge }.OfType<IDisposable>())
        {
            parts.OwnDisposable(watched);
        }
    }

    /// <summary>Answers REST calls, also those that come by other ways than its listeners.</summary>
    public IApiHandler Rest => _api.Rest;

    /// <summary>Everything that can be called by REST.</summary>
    public RouteTable Routes => _api.Routes;

    /// <summary>The status page; null where it is off.</summary>
    public StatusPage? Page { get; }

    /// <summary>Where it listens.</summary>
    public IReadOnlyList<ApiListener> Listeners => _server.Listeners;

    /// <summary>Puts it together and begins to listen.</summary>
    /// <exception cref="IOException">A file cannot be used, or a port is taken.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A certificate cannot be used.</exception>
    public static async Task<ServedApi> StartAsync(ServedApiContext context, CancellationToken cancellationToken)
    {
        var parts = new PartStack();
        try
        {
            var served = new ServedApi(context, parts);
            await served._server.StartAsync(cancellationToken);
            return served;
        }
        catch
        {
            await parts.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it.</summary>
    public ValueTask DisposeAsync() => _parts.DisposeAsync();

    private IEnumerable<ApiListener?> Own(ServedApiContext context, IApiHandler rest)
    {
        var settings = context.Settings;
        var measures = _api.HandlerOf(new RouteTable(_api.Measures));
        return
        [
            ApiListeners.Find("rest", settings.Rest, tls: false, rest),
            ApiListeners.Find("restTls", settings.RestTls, tls: true, rest),
            _api.Grpc is { } plain ? ApiListeners.Find("grpc", settings.Grpc, tls: false, plain, HttpProtocols.Http2) : null,
            _api.Grpc is { } grpc ? ApiListeners.Find("grpcTls", settings.GrpcTls, tls: true, grpc, HttpProtocols.Http2) : null,
            ApiListeners.Find("metrics", settings.Metrics, tls: false, measures),
            ApiListeners.Find("metricsTls", settings.MetricsTls, tls: true, measures),
        ];
    }
}
