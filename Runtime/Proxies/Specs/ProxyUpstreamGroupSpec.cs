namespace Reeve.Runtime.Proxies.Specs;

/// <summary>Servers that do the same. The meaning of each property is that of <see cref="Reeve.Proxies.ProxyUpstreamGroup"/>.</summary>
public sealed record ProxyUpstreamGroupSpec
{
    /// <summary>Its name (RFC 1123 label).</summary>
    public string Name { get; set; } = "";

    /// <summary>The servers.</summary>
    public IReadOnlyList<ProxyUpstreamSpec> Members { get; set; } = [];

    /// <summary>How one is chosen.</summary>
    /// <value><c>PowerOfTwoChoices</c>.</value>
    public string LoadBalancing { get; set; } = "PowerOfTwoChoices";

    /// <summary>Checks; null for none.</summary>
    public ProxyHealthCheckSpec? HealthCheck { get; set; }

    /// <summary>Name of the cookie that keeps a client on one server.</summary>
    public string? AffinityCookie { get; set; }

    /// <summary>Whether a PROXY protocol header is sent first.</summary>
    public bool SendProxyProtocol { get; set; }

    /// <summary>1 or 2.</summary>
    /// <value>2.</value>
    public int ProxyProtocolVersion { get; set; } = 2;

    /// <summary>How long a connection may take to come about.</summary>
    /// <value>5 s.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Failures in a row after which a server is left out; 0 for never.</summary>
    /// <value>5.</value>
    public int BreakAfter { get; set; } = 5;

    /// <summary>How long it is left out.</summary>
    /// <value>10 s.</value>
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Most requests, connections or sessions of one server.</summary>
    public int? MaxConnections { get; set; }
}
