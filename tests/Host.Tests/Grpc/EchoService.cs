using Google.Protobuf.Reflection;
using Reeve.AspNetCore.Grpc;
using Reeve.AspNetCore.Grpc.Health.V1;

namespace Reeve.Host.Tests.Grpc;

/// <summary>The health service's methods with whatever a test wants them to do.</summary>
internal sealed class EchoService : IGrpcService
{
    public EchoService(
        Func<HealthCheckRequest, GrpcCall, Task<HealthCheckResponse>> check, Func<HealthCheckRequest, GrpcCall, IAsyncEnumerable<HealthCheckResponse>>? watch = null) =>
        Methods =
        [
            GrpcMethod.Unary(Descriptor, "Check", check),
            GrpcMethod.ServerStreaming(Descriptor, "Watch", watch ?? ((_, _) => AsyncEnumerable.Empty<HealthCheckResponse>())),
        ];

    public ServiceDescriptor Descriptor => HealthReflection.Descriptor.Services[0];

    public IReadOnlyList<GrpcMethod> Methods { get; }
}
