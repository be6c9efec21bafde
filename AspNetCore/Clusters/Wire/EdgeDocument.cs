namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>How a cluster is reached from outside.</summary>
internal sealed record EdgeDocument
{
    /// <summary>A proxy of the agent; its first if it is not said.</summary>
    public string? Proxy { get; set; }

    /// <summary>The name in DNS, with <c>{cluster}</c> and <c>{tenant}</c> in it.</summary>
    public string? Name { get; set; }

    /// <summary>Ports of the proxy that lead to the cluster; the API server's, on 6443, if none is said.</summary>
    public List<EdgePortDocument>? Ports { get; set; }
}
