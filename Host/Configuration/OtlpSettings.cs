namespace Reeve.Host.Configuration;

/// <summary>Settings of the export of metrics to an OpenTelemetry collector.</summary>
internal sealed record OtlpSettings
{
    /// <summary>The collector.</summary>
    [Setting("Address of an OpenTelemetry collector (OTLP) that the metrics are sent to, such as `http://127.0.0.1:4318/v1/metrics`.")]
    public string? Endpoint { get; init; }

    /// <summary>The protocol.</summary>
    [Setting("How it is spoken to: `http` (protobuf over HTTP, to exactly this address) or `grpc`.")]
    public OtlpTransport Protocol { get; init; } = OtlpTransport.Http;

    /// <summary>The interval.</summary>
    [Setting("How often metrics are sent.")]
    public Duration Interval { get; init; } = new(TimeSpan.FromMinutes(1));

    /// <summary>Headers.</summary>
    [Setting("File that only its owner can read (0600) with headers for the collector, such as credentials, one in a line: `NAME=VALUE`.", IsPath = true)]
    public string? HeadersFile { get; init; }
}
