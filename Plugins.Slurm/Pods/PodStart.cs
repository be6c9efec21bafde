using Reeve.Plugins.Slurm.Jobs;

namespace Reeve.Plugins.Slurm.Pods;

/// <summary>A pod to submit.</summary>
internal sealed class PodStart
{
    /// <summary>The pod.</summary>
    public required TrackedPod Pod { get; init; }

    /// <summary>What the cluster needs to run it.</summary>
    public required PodBundle Bundle { get; init; }
}
