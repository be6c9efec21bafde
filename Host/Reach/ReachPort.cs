namespace Reeve.Host.Reach;

/// <summary>A port of a proxy that leads to a cluster. Immutable.</summary>
internal sealed record ReachPort
{
    /// <summary><c>tlsPassthrough</c>, <c>tcp</c> or <c>udp</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>The port on which the proxy listens.</summary>
    public required int Listen { get; init; }

    /// <summary>Where it leads: <c>tcp://host:port</c> or <c>udp://host:port</c>.</summary>
    public required IReadOnlyList<string> Servers { get; init; }
}
