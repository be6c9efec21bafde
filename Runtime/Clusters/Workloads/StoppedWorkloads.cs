namespace Reeve.Runtime.Clusters.Workloads;

/// <summary>What ran in a cluster when its workloads were stopped. Immutable.</summary>
internal sealed record StoppedWorkloads
{
    public IReadOnlyList<StoppedObject> Objects { get; init; } = [];

    /// <summary>Pods without a controller, as they are to be created again.</summary>
    public IReadOnlyList<StoppedPod> Pods { get; init; } = [];
}
