using System.Collections.Frozen;
using Reeve.Containers;
using Reeve.Plugins;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine;

/// <summary>What the engine and a driver honour together.</summary>
internal static class EngineFeatures
{
    private static readonly PodFeature[] _own =
    [
        PodFeature.MultipleContainers, PodFeature.InitContainers, PodFeature.Sidecars, PodFeature.EphemeralContainers,
        PodFeature.Restarts, PodFeature.ContainerRestartRules, PodFeature.NetworkProbes, PodFeature.LifecycleHooks,
        PodFeature.StopSignal, PodFeature.TerminationMessages, PodFeature.ActiveDeadline, PodFeature.EmptyDir,
        PodFeature.EmptyDirMemory, PodFeature.ConfigMapVolumes, PodFeature.SecretVolumes, PodFeature.ProjectedVolumes,
        PodFeature.DownwardApiVolumes, PodFeature.HostPath, PodFeature.VolumeUpdates, PodFeature.SubPath, PodFeature.FsGroup,
    ];

    public static PodFeatures Of(IContainerDriver driver)
    {
        var features = new HashSet<PodFeature>(_own);
        features.UnionWith(driver.Features.Pod.Supported);
        if (driver.Capability<IContainerExec>() is not null)
        {
            features.Add(PodFeature.ExecProbes);
        }

        if (driver.Capability<IContainerUpdate>() is not null)
        {
            features.Add(PodFeature.InPlaceResize);
        }

        return new PodFeatures { Supported = features.ToFrozenSet(), StartsIncomplete = true };
    }
}
