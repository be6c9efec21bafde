namespace Reeve.Host.Reach;

/// <summary>How one cluster is to be reached from outside, worked out: ready to become part of a proxy's document. Immutable.</summary>
internal sealed record ClusterReach
{
    /// <summary>The cluster.</summary>
    public required string Key { get; init; }

    /// <summary>The proxy; empty for the agent's first.</summary>
    public string Proxy { get; init; } = "";

    /// <summary>The name in DNS; empty for none.</summary>
    public string Name { get; init; } = "";

    /// <summary>The ports; null while it is not known where they lead: what is there stays.</summary>
    public IReadOnlyList<ReachPort>? Ports { get; init; }
}
