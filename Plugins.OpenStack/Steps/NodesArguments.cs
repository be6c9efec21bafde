using Reeve.Clusters;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Nodes that are waited for, or removed.</summary>
internal sealed record NodesArguments
{
    /// <summary>The cluster.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>Their names.</summary>
    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>The version that they shall have; empty for any.</summary>
    public string Version { get; init; } = "";
}
