using Reeve.Clusters;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>A token for machines to join by.</summary>
internal sealed record TokenArguments
{
    /// <summary>The cluster.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>Whether the cluster is there already and has to be told; otherwise its first master learns it at its start.</summary>
    public bool Tell { get; init; }
}
