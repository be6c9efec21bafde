using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reeve.AspNetCore.Clusters;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.AspNetCore.Clusters.Sessions;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Clusters.Flavors;
using Reeve.Runtime.Hosting;
using Reeve.Runtime.Hosting.Proxies;
using Reeve.Runtime.Operations;
using Reeve.Runtime.Operations.Audit;

namespace Reeve.AspNetCore;

/// <summary>The API over what the application has added: clusters, proxies, or both. Thread-safe.</summary>
internal sealed class ReeveApi : IAsyncDisposable
{
    private readonly ReeveApiOptions _options;
    private readonly ClusterApi _api;

    /// <summary>Puts it together; it listens nowhere by itself.</summary>
    public ReeveApi(ReeveApiOptions options, ReeveOptions reeve, IServiceProvider services)
    {
        var time = services.GetRequiredService<TimeProvider>();
        _options = options;
        _api = new ClusterApi(new ClusterApiContext
        {
            Options = options,
            Callers = new ApiAuthenticator(null, null, new PageSessions(time), new Dictionary<string, IReadOnlyList<string>>()),
            Clusters = services.GetService<IClusterManager>(),
            Flavors = services.GetService<IClusterFlavors>(),
            Operations = services.GetService<IOperationEngine>(),
            Proxies = services.GetService<IProxySites>(),
            Audit = services.GetRequiredService<IAuditLog>(),
            Directory = Path.Combine(Path.GetFullPath(reeve.StateDirectory), "clusters", "calls"),
            RenewBefore = services.GetService<ClusterOptions>()?.RenewBefore ?? default,
            Time = time,
            Loggers = services.GetRequiredService<ILoggerFactory>(),
        });
    }

    /// <summary>Paths of the REST API, as templates of routing.</summary>
    public IEnumerable<string> Paths => _api.Routes.Routes.Select(static route => route.Path).Distinct(StringComparer.Ordinal);

    /// <summary>Paths of the gRPC API, the same.</summary>
    public IEnumerable<string> Services => _api.Grpc?.Names.Select(static name => $"/{name}/{{method}}") ?? [];

    /// <summary>Answers a call by REST.</summary>
    public Task HandleRestAsync(HttpContext context) => HandleAsync(context, _api.Rest);

    /// <summary>Answers a call by gRPC.</summary>
    public Task HandleGrpcAsync(HttpContext context) => HandleAsync(context, _api.Grpc!);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _api.DisposeAsync();

    // Who calls is the application's to find out. Somebody whom it does not know may call from this machine alone.
    private static bool TryName(HttpContext context, [NotNullWhen(true)] out string? name)
    {
        name = context.User.Identity is { IsAuthenticated: true } identity ? identity.Name ?? "authenticated"
            : context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) ? "local"
            : null;
        return name is not null;
    }

    private async Task HandleAsync(HttpContext context, IApiHandler handler)
    {
        if (!TryName(context, out var name))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = _options.MaxBodyBytes;
        }

        context.Features.Set(new ApiListener { Name = "application", EndPoint = new IPEndPoint(IPAddress.Any, 0), Handler = handler, Stranger = name });
        await handler.HandleAsync(context);
    }
}
