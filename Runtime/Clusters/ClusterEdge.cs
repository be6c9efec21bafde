namespace Reeve.Runtime.Clusters;

/// <summary>How a cluster is reached from outside: ports of one of the agent's proxies that lead to it, and a name in DNS. Immutable.</summary>
public sealed record ClusterEdge
{
    /// <summary>The proxy; empty for the agent's first.</summary>
    public string Proxy { get; set; } = "";

    /// <summary>
    /// The name in DNS, with <c>{cluster}</c> and <c>{tenant}</c> in it: <c>{cluster}.{tenant}.example.org</c>. The tenant of clusters without one is
    /// <c>default</c>. Empty for none.
    /// </summary>
    public string Name { get; set; } = "";

    /// <summary>The ports; none: the API server's by TLS passthrough on 6443, told from others by the name.</summary>
    public IReadOnlyList<ClusterEdgePort> Ports { get; set; } = [];
}
