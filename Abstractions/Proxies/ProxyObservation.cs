namespace Reeve.Proxies;

/// <summary>What a proxy serves.</summary>
public sealed record ProxyObservation
{
    /// <summary>The revision that new connections are served by.</summary>
    public required long Revision { get; init; }

    /// <summary>Open connections and UDP sessions by listener.</summary>
    public IReadOnlyDictionary<string, long> Connections { get; init; } = new Dictionary<string, long>();

    /// <summary>Upstreams that are left out, as <c>group/address</c>, with the reason.</summary>
    public IReadOnlyDictionary<string, string> Unhealthy { get; init; } = new Dictionary<string, string>();

    /// <summary>What could not be served though the snapshot asks for it (a port in use), by listener.</summary>
    public IReadOnlyDictionary<string, string> Faults { get; init; } = new Dictionary<string, string>();
}
