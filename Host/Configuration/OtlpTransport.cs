namespace Reeve.Host.Configuration;

/// <summary>How an OpenTelemetry collector is spoken to.</summary>
internal enum OtlpTransport
{
    /// <summary>Protobuf over HTTP.</summary>
    Http = 0,

    /// <summary>gRPC.</summary>
    Grpc,
}
