using System.Collections.Frozen;
using Reeve.Containers;
using Reeve.Plugins;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine;

/// <summary>What the engine and a driver honour together.</summary>
internal sealed class EngineFeatures(IContainerDriver driver)
{
    private static readonly PodFeature[] _own =
    [
        PodFeature.MultipleContainers, PodFeature.InitContainers, PodFeature.Sidecars, PodFeature.EphemeralContainers,
        PodFeature.Restarts, PodFeature.ContainerRestartRules, PodFeature.NetworkProbes, PodFeature.LifecycleHooks,
        PodFeature.StopSignal, PodFeature.TerminationMessages, PodFeature.ActiveDeadline, PodFeature.EmptyDir,
        PodFeature.EmptyDirMemory, PodFeature.ConfigMapVolumes, PodFeature.SecretVolumes, PodFeature.ProjectedVolumes,
        PodFeature.DownwardApiVolumes, PodFeature.HostPath, PodFeature.VolumeUpdates, PodFeature.SubPath, PodFeature.FsGroup,
        PodFeature.EphemeralStorageLimits,
    ];

    private Known? _known;

    /// <summary>The features, computed anew only where the driver says something else than before.</summary>
    public PodFeatures Get()
    {
        var exec = driver.Capability<IContainerExec>() is not null;
        var update = driver.Capability<IContainerUpdate>() is not null;
        if (_known is { } known && ReferenceEquals(known.Driver, driver.Features) && known.Exec == exec && known.Update == update)
        {
            return known.Features;
        }

        var features = new HashSet<PodFeature>(_own);
        features.UnionWith(driver.Features.Pod.Supported);
        if (driver.Features is { PrivateMounts: true } own && own.Images.HasFlag(ImageForms.Layers))
        {
            // Where a driver can stack layers, so can the agent.
            features.Add(PodFeature.ImageVolumes);
        }

        if (exec)
        {
            features.Add(PodFeature.ExecProbes);
        }

        if (update)
        {
            features.Add(PodFeature.InPlaceResize);
        }

        var all = new PodFeatures { Supported = features.ToFrozenSet(), StartsIncomplete = true };
        _known = new Known(driver.Features, exec, update, all);
        return all;
    }

    private sealed record Known(DriverFeatures Driver, bool Exec, bool Update, PodFeatures Features);
}
