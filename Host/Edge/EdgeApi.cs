using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Reeve.AspNetCore.Clusters.Grpc;
using Reeve.AspNetCore.Clusters.Routes;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.AspNetCore.Grpc;
using Reeve.Host.Edge.Grpc;
using Reeve.Host.Edge.Networking;
using Reeve.Host.Edge.Routes;
using Reeve.Host.Serving;

namespace Reeve.Host.Edge;

/// <summary>The API of the edge of a site, for the server that serves the others too.</summary>
internal sealed class EdgeApi : IDisposable
{
    private readonly ServiceHandler _grpc;
    private readonly RouteCalls _routes;

    /// <summary>Puts it together.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="handlerOf">Makes a handler of routes, which lets callers in.</param>
    /// <param name="limits">Limits of messages.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Makes loggers.</param>
    public EdgeApi(EdgeContext context, Func<RouteTable, IApiHandler> handlerOf, GrpcOptions limits, TimeProvider time, ILoggerFactory loggers)
    {
        _routes = new RouteCalls(context.Routes);
        var rest = handlerOf(new RouteTable([.. EdgeRoutes.Create(context, _routes), DescriptionRoutes.Health]) { RepeatsMessageBelow = EdgeRoutes.Prefix });
        _grpc = new ServiceHandler(new MexOSAgentService(rest), limits, time, loggers);
        var settings = context.Settings;
        Listeners =
        [
            ApiListeners.Find("edgeRest", settings.Rest, tls: false, rest),
            ApiListeners.Find("edgeRestTls", settings.RestTls, tls: true, rest),
            ApiListeners.Find("edgeGrpc", settings.Grpc, tls: false, _grpc, HttpProtocols.Http2),
            ApiListeners.Find("edgeGrpcTls", settings.GrpcTls, tls: true, _grpc, HttpProtocols.Http2),
        ];
    }

    /// <summary>Where it listens; null for what is off.</summary>
    public IReadOnlyList<ApiListener?> Listeners { get; }

    /// <summary>Tells those who watch the health that this is the end.</summary>
    public void Dispose()
    {
        _grpc.Dispose();
        _routes.Dispose();
    }
}
