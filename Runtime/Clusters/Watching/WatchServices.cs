using Reeve.Clusters;
using Reeve.Plugins;
using Reeve.Runtime.Clusters.Freezing;
using Reeve.Runtime.Clusters.Provisioners;
using Reeve.Runtime.Clusters.Workloads;
using Reeve.Runtime.Operations;

namespace Reeve.Runtime.Clusters.Watching;

/// <summary>What all watches share.</summary>
internal sealed record WatchServices
{
    public required ClusterOptions Options { get; init; }

    public required IClusterTypes Types { get; init; }

    public required ClusterTypeMap Map { get; init; }

    public required ClusterEyes Eyes { get; init; }

    public required IClusterApiSource Apis { get; init; }

    public required WorkloadSwitch Workloads { get; init; }

    public required WriteFreeze Freeze { get; init; }

    public required IOperationEngine Operations { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>The operation that changes a cluster, as it is now: also one that has begun a moment ago.</summary>
    public Operation? FindActive(ClusterId cluster) => Operations.List(cluster).FirstOrDefault(operation => !operation.HasEnded);

    /// <summary>Whether there is a way to the API of clusters of a type.</summary>
    public bool HasApi(string type) => Types.Find(type)?.Capability<IClusterKubeconfig>() is not null;
}
