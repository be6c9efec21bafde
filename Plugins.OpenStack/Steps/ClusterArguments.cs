using Reeve.Clusters;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>A cluster, for steps that need no more.</summary>
internal sealed record ClusterArguments
{
    /// <summary>The cluster.</summary>
    public required ClusterId Cluster { get; init; }
}
