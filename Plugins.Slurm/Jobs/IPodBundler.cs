using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Jobs;

/// <summary>Makes of a pod what the cluster needs to run it. Pure: no I/O.</summary>
internal interface IPodBundler
{
    /// <summary>Makes the files of a pod's directory and its submission.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="place">Where it shall be.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>, <see cref="ErrorReason.Unsupported"/>: with the field's path.</exception>
    PodBundle Make(ResolvedPod pod, PodPlace place);
}
