namespace Reeve.Proxies;

/// <summary>Servers that do the same.</summary>
public sealed record ProxyUpstreamGroup
{
    /// <summary>Its name (RFC 1123 label).</summary>
    public required string Name { get; init; }

    /// <summary>The servers.</summary>
    public required IReadOnlyList<ProxyUpstream> Members { get; init; }

    /// <summary><c>RoundRobin</c>, <c>LeastRequests</c>, <c>Random</c>, <c>PowerOfTwoChoices</c>, <c>First</c>.</summary>
    public string LoadBalancing { get; init; } = "PowerOfTwoChoices";

    /// <summary>Active checks; null for none.</summary>
    public ProxyHealthCheck? HealthCheck { get; init; }

    /// <summary>Name of the cookie that keeps a client on one server; null for none.</summary>
    public string? AffinityCookie { get; init; }

    /// <summary>Whether a PROXY protocol header is sent first.</summary>
    public bool SendProxyProtocol { get; init; }

    /// <summary>The version of that header: 1 (text) or 2 (binary).</summary>
    public int ProxyProtocolVersion { get; init; } = 2;

    /// <summary>How long a connection to a server may take to come about.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Failures in a row, seen by traffic itself, after which a server is left out for <see cref="BreakDuration"/> and then tried with
    /// a single request; 0 for never.
    /// </summary>
    public int BreakAfter { get; init; } = 5;

    /// <summary>How long it is left out.</summary>
    public TimeSpan BreakDuration { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Most requests, connections or sessions of one server at one time; null for no limit.</summary>
    public int? MaxConnections { get; init; }
}
