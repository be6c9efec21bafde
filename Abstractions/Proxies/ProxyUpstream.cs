namespace Reeve.Proxies;

/// <summary>A server behind a proxy.</summary>
public sealed record ProxyUpstream
{
    /// <summary><c>http://host:port</c>, <c>https://host:port</c>, <c>tcp://host:port</c> or <c>udp://host:port</c>.</summary>
    public required Uri Address { get; init; }

    /// <summary>Share of the traffic, 1 or more.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>The name that its certificate must have; null for the host of the address.</summary>
    public string? ServerName { get; init; }
}
