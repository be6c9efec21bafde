namespace Reeve.Proxies;

/// <summary>What a proxy provider can do.</summary>
public sealed record ProxyCapabilities
{
    /// <summary>Protocols that it listens for.</summary>
    public IReadOnlySet<ProxyProtocol> Protocols { get; init; } = new HashSet<ProxyProtocol>();

    /// <summary>Protocols that it cannot listen for on this machine, with the reason in a sentence for the user.</summary>
    public IReadOnlyDictionary<ProxyProtocol, string> Unavailable { get; init; } = new Dictionary<ProxyProtocol, string>();

    /// <summary>Single features of routes and upstreams that it honours, by their field path in the snapshot's schema.</summary>
    public IReadOnlySet<string> Features { get; init; } = new HashSet<string>();

    /// <summary>Whether it takes listening sockets from the runtime (<see cref="ProxyListener.Sockets"/>).</summary>
    public bool TakesSockets { get; init; }

    /// <summary>
    /// Whether a change may end what it does not concern but is idle: connections that are kept for further requests, and sessions of UDP. Connections
    /// with a request, WebSockets and those of TCP live on in any case.
    /// </summary>
    public bool EndsIdleConnections { get; init; }
}
