using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Admission;

/// <summary>What of a pod is honoured inside a job.</summary>
internal static class SlurmFeatures
{
    /// <summary>All that is honoured.</summary>
    public static PodFeatures All { get; } = PodFeatures.Of(
        PodFeature.MultipleContainers,
        PodFeature.InitContainers,
        PodFeature.Sidecars,
        PodFeature.Restarts,
        PodFeature.ExecProbes,
        PodFeature.NetworkProbes,
        PodFeature.LifecycleHooks,
        PodFeature.TerminationMessages,
        PodFeature.ActiveDeadline,
        PodFeature.ExtendedResources,
        PodFeature.EmptyDir,
        PodFeature.ConfigMapVolumes,
        PodFeature.SecretVolumes,
        PodFeature.ProjectedVolumes,
        PodFeature.DownwardApiVolumes,
        PodFeature.HostPath,
        PodFeature.PersistentVolumes,
        PodFeature.VolumeUpdates,
        PodFeature.SubPath);
}
