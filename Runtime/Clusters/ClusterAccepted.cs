using Reeve.Runtime.Operations;

namespace Reeve.Runtime.Clusters;

/// <summary>What was asked for is on disk and goes on by itself. Immutable.</summary>
public sealed record ClusterAccepted
{
    /// <summary>The cluster as the operation began.</summary>
    public required ClusterView Cluster { get; init; }

    /// <summary>The operation; null if everything is as wanted already.</summary>
    public Operation? Operation { get; init; }
}
