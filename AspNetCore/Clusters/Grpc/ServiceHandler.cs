using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.AspNetCore.Grpc;
using Reeve.AspNetCore.Grpc.Health;
using Reeve.AspNetCore.Grpc.Reflection;
using ServingStatus = Reeve.AspNetCore.Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Reeve.AspNetCore.Clusters.Grpc;

/// <summary>What is behind a gRPC listener: a service, and, for everybody, its health and its description.</summary>
internal sealed class ServiceHandler : IApiHandler, IDisposable
{
    private readonly HealthRegistry _health = new();
    private readonly GrpcRouter _router;

    /// <summary>Makes the handler.</summary>
    /// <param name="service">What is called; it lets callers in.</param>
    /// <param name="limits">Limits of messages.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Makes loggers.</param>
    public ServiceHandler(IGrpcService service, GrpcOptions limits, TimeProvider time, ILoggerFactory loggers)
    {
        IReadOnlyList<IGrpcService> services = [service, new HealthService(_health)];
        IReadOnlyList<IGrpcService> all = [.. services, .. ReflectionService.For(services)];
        Names = [.. all.Select(static one => one.Descriptor.FullName)];
        _router = new GrpcRouter(all, limits, time, loggers.CreateLogger<GrpcRouter>());
        _health.Set(HealthRegistry.Server, ServingStatus.Serving);
        foreach (var one in services)
        {
            _health.Set(one.Descriptor.FullName, ServingStatus.Serving);
        }
    }

    /// <summary>The full names of its services.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <inheritdoc/>
    public Task HandleAsync(HttpContext context) => _router.HandleAsync(context);

    /// <summary>Tells those who watch the health that this is the end.</summary>
    public void Dispose() => _health.Shutdown();
}
