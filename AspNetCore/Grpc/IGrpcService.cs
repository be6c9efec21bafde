using Google.Protobuf.Reflection;

namespace Reeve.AspNetCore.Grpc;

/// <summary>A service that is served over gRPC. Its methods are called concurrently.</summary>
internal interface IGrpcService
{
    /// <summary>What it is.</summary>
    ServiceDescriptor Descriptor { get; }

    /// <summary>All that it can do.</summary>
    IReadOnlyList<GrpcMethod> Methods { get; }
}
