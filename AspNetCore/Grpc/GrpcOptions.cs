namespace Reeve.AspNetCore.Grpc;

/// <summary>Limits of gRPC calls.</summary>
internal sealed record GrpcOptions
{
    /// <summary>How long a message from a caller may be, also after it is decompressed.</summary>
    /// <value>4 MiB.</value>
    public int MaxMessageBytes { get; init; } = 4 * 1024 * 1024;
}
