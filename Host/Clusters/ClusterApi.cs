using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Reeve.Host.Agent;
using Reeve.Host.Clusters.Auditing;
using Reeve.Host.Clusters.Grpc;
using Reeve.Host.Clusters.Metrics;
using Reeve.Host.Clusters.Routes;
using Reeve.Host.Clusters.Security;
using Reeve.Host.Clusters.Serving;
using Reeve.Host.Edge;
using Reeve.Host.Grpc;
using Reeve.Host.Names.Routes;
using Reeve.Host.Proxies.Routes;
using Reeve.Runtime.KubeletApi.Metrics;

namespace Reeve.Host.Clusters;

/// <summary>The APIs of clusters and proxies, put together: REST, gRPC and metrics, on the listeners that are configured.</summary>
internal sealed class ClusterApi : IAsyncDisposable
{
    private readonly PartStack _parts;
    private readonly ApiServer _server;

    private ClusterApi(PartStack parts, RouteTable routes, IApiHandler rest, ApiServer server) => (_parts, Routes, Rest, _server) = (parts, routes, rest, server);

    /// <summary>Everything that can be called by REST.</summary>
    public RouteTable Routes { get; }

    /// <summary>Answers REST calls, also those that come by other ways than its listeners.</summary>
    public IApiHandler Rest { get; }

    /// <summary>Where it listens.</summary>
    public IReadOnlyList<ApiListener> Listeners => _server.Listeners;

    /// <summary>Puts it together and begins to listen.</summary>
    /// <exception cref="IOException">A file cannot be used, or a port is taken.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A certificate cannot be used.</exception>
    public static async Task<ClusterApi> StartAsync(ClusterApiContext context, CancellationToken cancellationToken)
    {
        var parts = new PartStack();
        try
        {
            var api = Compose(context, parts);
            await api._server.StartAsync(cancellationToken);
            return api;
        }
        catch
        {
            await parts.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it.</summary>
    public ValueTask DisposeAsync() => _parts.DisposeAsync();

    private static ClusterApi Compose(ClusterApiContext context, PartStack parts)
    {
        var settings = context.Settings;

        // 1. Measures. The collector comes first: what begins before it is not seen.
        var collector = parts.OwnDisposable(new MetricsCollector(MetricNames.Prefixes));
        parts.OwnDisposable(new ProcessMetrics());
        if (context is { Clusters: { } clusters, Operations: { } operations })
        {
            parts.OwnDisposable(new ClusterMetrics(clusters, operations, context.Time));
        }

        var metrics = parts.OwnDisposable(new ApiMetrics(context.Clusters));
        if (settings.Otlp.Endpoint is not null)
        {
            parts.OwnDisposable(new OtlpExport(settings.Otlp));
        }

        // 2. Callers, and what is written down of them.
        var gate = new ApiGate(
            ApiCallers.Open(settings, context.Time, context.Loggers), new RateLimits(settings.ReadsPerSecond, context.Time), new RateLimits(settings.WritesPerSecond, context.Time));
        var trail = new CallTrail(context.Audit, parts.Own(new CallLog(context.Directory, context.Loggers.CreateLogger<CallLog>())), context.Time);

        // 3. What can be called.
        var measures = MetricsRoutes.Create(collector).ToList();
        var routes = new RouteTable([.. RoutesOf(context), .. measures]) { Absent = AbsentIn(context) };

        var rest = HandlerOf(routes);
        var limits = new GrpcOptions { MaxMessageBytes = (int)Math.Min(int.MaxValue, settings.MaxBody.Bytes) };
        var grpc = new ServiceHandler(new AgentService(rest), limits, context.Time, context.Loggers);
        var edge = context.Edge is { } wanted ? new EdgeApi(wanted, HandlerOf, limits, context.Time, context.Loggers) : null;

        // 4. Where. Every listener of the API stands here.
        ApiListener?[] listeners =
        [
            ApiListeners.Find("rest", settings.Rest, tls: false, rest),
            ApiListeners.Find("restTls", settings.RestTls, tls: true, rest),
            context.Clusters is null ? null : ApiListeners.Find("grpc", settings.Grpc, tls: false, grpc, HttpProtocols.Http2),
            context.Clusters is null ? null : ApiListeners.Find("grpcTls", settings.GrpcTls, tls: true, grpc, HttpProtocols.Http2),
            ApiListeners.Find("metrics", settings.Metrics, tls: false, HandlerOf(new RouteTable(measures))),
            ApiListeners.Find("metricsTls", settings.MetricsTls, tls: true, HandlerOf(new RouteTable(measures))),
            .. edge?.Listeners ?? [],
        ];
        var tls = ApiListeners.OpenTls(settings, parts, context.Time, context.Loggers);
        var server = parts.Own(new ApiServer([.. listeners.OfType<ApiListener>()], tls, settings.MaxBody.Bytes, context.Loggers));

        // Ends before the server does: who watches the health must not hold that up.
        parts.OwnDisposable(grpc);
        if (edge is not null)
        {
            parts.OwnDisposable(edge);
        }

        return new ClusterApi(parts, routes, rest, server);

        RestHandler HandlerOf(RouteTable table) =>
            new(table, settings.DefaultCluster, gate, trail, metrics, context.Time, context.Loggers.CreateLogger<RestHandler>());
    }

    private static IEnumerable<ApiRoute> RoutesOf(ClusterApiContext context)
    {
        var audit = new AuditCalls(context.Audit);
        List<ApiRoute> routes = [];
        if (context is { Clusters: { } clusters, Operations: { } operations })
        {
            var calls = new ClusterCalls(clusters, context.Types, context.RenewBefore, context.Time);
            routes.AddRange([.. SeedRoutes.Create(calls, audit), .. ClusterRoutes.Create(clusters, calls, audit), .. new OperationCalls(operations, context.Time).Create()]);
        }

        if (context.Proxies is { } proxies)
        {
            routes.AddRange(ProxyRoutes.Create(new ProxyCalls(proxies, context.Time), new ProxyHistoryCalls(proxies), new ProxyCertificateCalls(proxies)));
        }

        if (context.Name is { } name)
        {
            routes.AddRange(new OwnNameRoutes(name).Create());
        }

        if (context.Packages is { } packages)
        {
            routes.AddRange(PackageRoutes.Create(packages));
        }

        return [.. routes, audit.Route, .. DescriptionRoutes.Create()];
    }

    private static IReadOnlyDictionary<string, string> AbsentIn(ClusterApiContext context)
    {
        var absent = new Dictionary<string, string>();
        if (context.Clusters is null)
        {
            const string why = "This agent looks after no clusters: its configuration names none (clusters).";
            (absent[ClusterRoutes.Prefix], absent[SeedRoutes.Prefix.TrimEnd('/')]) = (why, why);
        }

        if (context.Proxies is null)
        {
            absent[ProxyRoutes.Prefix] = "This agent runs no proxies: its configuration names none (proxies).";
        }

        if (context.Name is null)
        {
            absent[OwnNameRoutes.Prefix] = "This agent keeps no name: its configuration has none (agent.fqdn).";
        }

        return absent;
    }
}
