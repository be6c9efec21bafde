namespace Reeve.Runtime.Pods;

/// <summary>Where a service can be reached.</summary>
public sealed record ServiceEndpoint
{
    /// <summary>An address, or a DNS name.</summary>
    public required string Host { get; init; }

    /// <summary>A TCP port.</summary>
    public required int Port { get; init; }
}
