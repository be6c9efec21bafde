namespace Reeve.Proxies;

/// <summary>The whole desired state of a proxy. Immutable and valid as a whole.</summary>
public sealed record ProxySnapshot
{
    /// <summary>Grows with each change.</summary>
    public required long Revision { get; init; }

    /// <summary>Where it listens, each name once.</summary>
    public IReadOnlyList<ProxyListener> Listeners { get; init; } = [];

    /// <summary>What goes where, by falling priority; challenges of certificate authorities come first.</summary>
    public IReadOnlyList<ProxyRoute> Routes { get; init; } = [];

    /// <summary>Groups of upstreams, each name once.</summary>
    public IReadOnlyList<ProxyUpstreamGroup> Upstreams { get; init; } = [];

    /// <summary>Certificates by server name.</summary>
    public IReadOnlyList<ProxyCertificate> Certificates { get; init; } = [];
}
