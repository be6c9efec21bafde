namespace Reeve.AspNetCore.Grpc;

/// <summary>Ends a call with a status and one sentence for the caller.</summary>
internal sealed class GrpcException(GrpcStatus status, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The status.</summary>
    public GrpcStatus Status { get; } = status;
}
