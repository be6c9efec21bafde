namespace Reeve.Runtime.Proxies.Specs;

/// <summary>A server behind a proxy.</summary>
public sealed record ProxyUpstreamSpec
{
    /// <summary><c>http://host:port</c>, <c>https://…</c>, <c>tcp://…</c> or <c>udp://…</c>.</summary>
    public string Address { get; set; } = "";

    /// <summary>Share of the traffic, 1 to 1000.</summary>
    /// <value>1.</value>
    public int Weight { get; set; } = 1;

    /// <summary>The name that its certificate must have; null for the host of the address.</summary>
    public string? ServerName { get; set; }
}
