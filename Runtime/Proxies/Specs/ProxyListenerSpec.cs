namespace Reeve.Runtime.Proxies.Specs;

/// <summary>Where a proxy listens.</summary>
public sealed record ProxyListenerSpec
{
    /// <summary>Its name (RFC 1123 label).</summary>
    public string Name { get; set; } = "";

    /// <summary><c>http</c>, <c>https</c>, <c>http3</c>, <c>tcp</c>, <c>tls</c>, <c>tlsPassthrough</c> or <c>udp</c>.</summary>
    public string Protocol { get; set; } = "";

    /// <summary><c>192.0.2.1:80</c>, <c>[2001:db8::1]:80</c>, or <c>:80</c> for all addresses of both families.</summary>
    public string Address { get; set; } = "";

    /// <summary>Most connections, or UDP sessions, at one time.</summary>
    public int? MaxConnections { get; set; }

    /// <summary>Whether a PROXY protocol header is expected first.</summary>
    public bool AcceptProxyProtocol { get; set; }

    /// <summary>Networks (<c>10.0.0.0/8</c>) whose word about clients is taken.</summary>
    public IReadOnlyList<string> TrustedProxies { get; set; } = [];

    /// <summary>How long a connection or session may be idle.</summary>
    public TimeSpan? IdleTimeout { get; set; }
}
