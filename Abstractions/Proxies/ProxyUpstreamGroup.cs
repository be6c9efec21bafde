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

    /// <summary>Whether a PROXY protocol v2 header is sent first.</summary>
    public bool SendProxyProtocol { get; init; }
}
