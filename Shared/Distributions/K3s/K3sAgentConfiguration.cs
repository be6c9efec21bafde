namespace Reeve.Distributions.K3s;

/// <summary>What an agent of k3s is told: a node that is no server.</summary>
public sealed record K3sAgentConfiguration
{
    /// <summary>The node's name.</summary>
    public required string NodeName { get; init; }

    /// <summary>URL of the cluster that it joins.</summary>
    public required string Server { get; init; }

    /// <summary>File with what it joins by.</summary>
    public required string TokenFile { get; init; }

    /// <summary>The node's address; empty for that of the interface with the default route.</summary>
    public string NodeAddress { get; init; } = "";
}
