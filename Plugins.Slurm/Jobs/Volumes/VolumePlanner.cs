using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Jobs.Files;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Jobs.Volumes;

/// <summary>Decides where a pod's volumes are. Pure.</summary>
internal sealed class VolumePlanner(ContainerOptions options)
{
    private const string Memory = "/dev/shm";

    /// <summary>The place of a volume; null if it cannot be had, and then it is said why.</summary>
    public VolumePlace? Plan(ResolvedPod pod, VolumePlan volume, PodPlace place, Findings findings) => volume switch
    {
        FilesVolume => new VolumePlace { Path = $"{place.Directory}/{BundlePaths.Volumes}/{volume.Name}", ReadOnly = true, MakesSubPaths = false },
        EmptyDirVolume { Memory: true } => new VolumePlace { Path = $"{Memory}/reeve-{pod.Id.Token}/{volume.Name}", Kind = "Memory" },
        EmptyDirVolume when options.ScratchDirectory is { } scratch =>
            new VolumePlace { Path = $"{scratch.TrimEnd('/')}/reeve-{pod.Id.Token}/{volume.Name}", Kind = "Scratch" },
        EmptyDirVolume => new VolumePlace { Path = $"{place.Directory}/{BundlePaths.Volumes}/{volume.Name}" },
        HostPathVolume host => HostPath(pod.Pod, host, findings),
        ClaimVolume claim => Claim(pod.Pod, claim, findings),
        _ => throw new ProviderException(ErrorReason.Unsupported, $"Volume {volume.Name} is of a kind that a job cannot have."),
    };

    private static string Field(Pod pod, string name)
    {
        var index = pod.Spec.Volumes.TakeWhile(volume => volume.Name != name).Count();
        return $"spec.volumes[{index}]";
    }

    private VolumePlace? HostPath(Pod pod, HostPathVolume volume, Findings findings)
    {
        if (PathMap.Map(options.HostPaths, volume.Path) is { } path)
        {
            return new VolumePlace { Path = path, Kind = volume.Type.Length > 0 ? volume.Type : "Any" };
        }

        findings.Add($"{Field(pod, volume.Name)}.hostPath.path", $"Forbidden: \"{volume.Path}\" is in none of the directories that hostPath volumes may be in");
        return null;
    }

    private VolumePlace? Claim(Pod pod, ClaimVolume volume, Findings findings)
    {
        var field = $"{Field(pod, volume.Name)}.persistentVolumeClaim";
        if (SourceOf(volume.Volume.Spec) is not { } source)
        {
            findings.Add(field, $"Unsupported value: persistent volume {volume.Volume.Metadata.Name} is no hostPath, local, nfs or csi volume");
            return null;
        }

        if (PathMap.Map(options.ClaimPaths, source) is { } path && path.StartsWith('/'))
        {
            return new VolumePlace { Path = path, Kind = "Directory", ReadOnly = volume.ReadOnly };
        }

        findings.Add(field, $"Unsupported value: no directory of the cluster is configured for {source} (persistent volume {volume.Volume.Metadata.Name})");
        return null;
    }

    private static string? SourceOf(PersistentVolumeSpec? spec) =>
        spec?.HostPath is { } host ? host.Path
        : spec?.Local is { } local ? local.Path
        : spec?.Nfs is { } nfs ? $"{nfs.Server}:{nfs.Path}"
        : spec?.Csi is { } csi ? $"{csi.Driver}/{csi.VolumeHandle}"
        : null;
}
