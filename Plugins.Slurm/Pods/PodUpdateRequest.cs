using Reeve.Ssh;

namespace Reeve.Plugins.Slurm.Pods;

/// <summary>New files for a pod.</summary>
internal sealed class PodUpdateRequest
{
    /// <summary>The pod.</summary>
    public required TrackedPod Pod { get; init; }

    /// <summary>The files, in a directory of the update's own below the pod's.</summary>
    public required RemoteTree Tree { get; init; }
}
