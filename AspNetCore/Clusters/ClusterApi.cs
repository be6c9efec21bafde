using Microsoft.Extensions.Logging;
using Reeve.AspNetCore.Clusters.Auditing;
using Reeve.AspNetCore.Clusters.Grpc;
using Reeve.AspNetCore.Clusters.Metrics;
using Reeve.AspNetCore.Clusters.Routes;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.AspNetCore.Flavors.Routes;
using Reeve.AspNetCore.Grpc;
using Reeve.AspNetCore.Names.Routes;
using Reeve.AspNetCore.Overview;
using Reeve.AspNetCore.Proxies.Routes;
using Reeve.Runtime.KubeletApi.Metrics;

namespace Reeve.AspNetCore.Clusters;

/// <summary>The APIs of clusters and proxies, put together: REST, gRPC and metrics. Where they listen is up to whoever serves them.</summary>
internal sealed class ClusterApi : IAsyncDisposable
{
    private readonly PartStack _parts = new();
    private readonly ClusterApiContext _context;
    private readonly CallTrail _trail;
    private readonly ApiMetrics _metrics;

    /// <summary>Puts them together.</summary>
    /// <param name="context">What they work with.</param>
    public ClusterApi(ClusterApiContext context)
    {
        _context = context;
        var options = context.Options;

        // 1. Measures. The collector comes first: what begins before it is not seen.
        var collector = _parts.OwnDisposable(new MetricsCollector(MetricNames.Prefixes));
        _parts.OwnDisposable(new ProcessMetrics());
        if (context is { Clusters: { } clusters, Operations: { } operations })
        {
            _parts.OwnDisposable(new ClusterMetrics(clusters, operations, context.Time));
        }

        _metrics = _parts.OwnDisposable(new ApiMetrics(context.Clusters));

        // 2. Callers, and what is written down of them.
        Gate = new ApiGate(context.Callers, new RateLimits(options.ReadsPerSecond, context.Time), new RateLimits(options.WritesPerSecond, context.Time));
        _trail = new CallTrail(context.Audit, _parts.Own(new CallLog(context.Directory, context.Loggers.CreateLogger<CallLog>())), context.Time);

        // 3. What can be called.
        Measures = [.. MetricsRoutes.Create(collector)];
        Routes = new RouteTable([.. RoutesOf(context), .. Measures]) { Absent = AbsentIn(context) };
        Rest = HandlerOf(Routes);
        Grpc = context.Clusters is null ? null : _parts.OwnDisposable(new ServiceHandler(new AgentService(Rest), Limits, context.Time, context.Loggers));
    }

    /// <summary>Everything that can be called by REST.</summary>
    public RouteTable Routes { get; }

    /// <summary>Answers REST calls.</summary>
    public RestHandler Rest { get; }

    /// <summary>Answers gRPC calls; null where there are no clusters, which they are about.</summary>
    public ServiceHandler? Grpc { get; }

    /// <summary>Metrics, for those who serve them alone too.</summary>
    public IReadOnlyList<ApiRoute> Measures { get; }

    /// <summary>Lets callers in.</summary>
    public ApiGate Gate { get; }

    /// <summary>Limits of messages.</summary>
    public GrpcOptions Limits => new() { MaxMessageBytes = (int)Math.Min(int.MaxValue, _context.Options.MaxBodyBytes) };

    /// <summary>Makes a handler of other routes, for the same callers, which is measured and written down likewise.</summary>
    /// <param name="table">The routes.</param>
    public RestHandler HandlerOf(RouteTable table) =>
        new(table, _context.Options.DefaultCluster, Gate, _trail, _metrics, _context.Time, _context.Loggers.CreateLogger<RestHandler>());

    /// <summary>Ends it.</summary>
    public ValueTask DisposeAsync() => _parts.DisposeAsync();

    private static IEnumerable<ApiRoute> RoutesOf(ClusterApiContext context)
    {
        var audit = new AuditCalls(context.Audit);
        List<ApiRoute> routes = [];
        if (context is { Clusters: { } clusters, Operations: { } operations })
        {
            var calls = new ClusterCalls(clusters, context.Types, context.RenewBefore, context.Time);
            routes.AddRange([.. SeedRoutes.Create(calls, audit), .. ClusterRoutes.Create(clusters, calls, audit), .. HandoverCalls.Create(clusters), .. new OperationCalls(operations, context.Time).Create()]);
        }

        if (context is { Clusters: { } users, Flavors: { } flavors })
        {
            routes.AddRange(FlavorRoutes.Create(new FlavorCalls(flavors, users)));
        }

        if (context.Proxies is { } proxies)
        {
            routes.AddRange(ProxyRoutes.Create(new ProxyCalls(proxies, context.Time), new ProxyHistoryCalls(proxies), new ProxyCertificateCalls(proxies)));
        }

        if (context.Name is { } name)
        {
            routes.AddRange(new OwnNameRoutes(name).Create());
        }

        return [.. routes, .. context.Further, new StateRoutes(context).Create(), audit.Route, .. DescriptionRoutes.Create()];
    }

    private static IReadOnlyDictionary<string, string> AbsentIn(ClusterApiContext context)
    {
        var absent = new Dictionary<string, string>();
        if (context.Clusters is null)
        {
            const string why = "This agent looks after no clusters: its configuration names none (clusters).";
            (absent[ClusterRoutes.Prefix], absent[FlavorRoutes.Prefix], absent[SeedRoutes.Prefix.TrimEnd('/')]) = (why, why, why);
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
