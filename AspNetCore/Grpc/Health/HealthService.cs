using System.Runtime.CompilerServices;
using Google.Protobuf.Reflection;
using Reeve.AspNetCore.Grpc.Health.V1;

namespace Reeve.AspNetCore.Grpc.Health;

/// <summary><c>grpc.health.v1.Health</c>.</summary>
internal sealed class HealthService : IGrpcService
{
    private readonly HealthRegistry _health;

    public HealthService(HealthRegistry health)
    {
        _health = health;
        Methods =
        [
            GrpcMethod.Unary<HealthCheckRequest, HealthCheckResponse>(Descriptor, "Check", (request, _) => Task.FromResult(Check(request))),
            GrpcMethod.ServerStreaming<HealthCheckRequest, HealthCheckResponse>(Descriptor, "Watch", (request, call) => WatchAsync(request, call.Cancelled)),
        ];
    }

    /// <inheritdoc/>
    public ServiceDescriptor Descriptor => HealthReflection.Descriptor.Services[0];

    /// <inheritdoc/>
    public IReadOnlyList<GrpcMethod> Methods { get; }

    private HealthCheckResponse Check(HealthCheckRequest request) => _health.Find(request.Service) is { } status
        ? new HealthCheckResponse { Status = status }
        : throw new GrpcException(GrpcStatus.NotFound, $"There is no service {request.Service}.");

    private async IAsyncEnumerable<HealthCheckResponse> WatchAsync(HealthCheckRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var status in _health.WatchAsync(request.Service, cancellationToken))
        {
            yield return new HealthCheckResponse { Status = status };
        }
    }
}
