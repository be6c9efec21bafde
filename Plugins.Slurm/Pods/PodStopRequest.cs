namespace Reeve.Plugins.Slurm.Pods;

/// <summary>A pod to stop.</summary>
internal sealed class PodStopRequest
{
    /// <summary>The pod.</summary>
    public required TrackedPod Pod { get; init; }

    /// <summary>How long its containers have.</summary>
    public required TimeSpan Grace { get; init; }
}
