using Reeve.Clusters;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>A subnet that a router is connected to.</summary>
internal sealed record InterfaceArguments
{
    /// <summary>Whose it is.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>The router's id; may refer to an output. Empty to disconnect whatever router there is.</summary>
    public string Router { get; init; } = "";

    /// <summary>The subnet's id; may refer to an output.</summary>
    public string Subnet { get; init; } = "";

    /// <summary>The id of the subnet's network; may refer to an output.</summary>
    public required string Network { get; init; }
}
