using System.Runtime.Versioning;
using Reeve.Runtime.Linux;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Volumes;

/// <summary>Makes one volume of a pod, or brings it to its plan.</summary>
[SupportedOSPlatform("linux")]
internal sealed class VolumeWriter(PodPlaces places, HostPaths hostPaths, TimeProvider time)
{
    private const int EmptyDirMode = 0x1FF; // 0777, as the kubelet's

    public void Apply(ResolvedPod pod, VolumePlan volume, FileOwnership ownership, bool mountsMemory)
    {
        switch (volume)
        {
            case EmptyDirVolume { Memory: true } memory when mountsMemory:
                ApplyMemory(pod, memory, ownership);
                break;
            case EmptyDirVolume:
                ApplyEmptyDir(pod.Id, volume, ownership);
                break;
            case FilesVolume files:
                ApplyFiles(pod.Id, files, ownership);
                break;
            case HostPathVolume host:
                hostPaths.Open(host.Path, host.Type).Dispose();
                break;
            case ClaimVolume claim:
                hostPaths.Open(claim).Dispose();
                break;
        }
    }

    public void MountImage(PodId pod, ImageVolume volume, IReadOnlyList<string> layers)
    {
        using var root = places.OpenRoot(volume);
        using var kind = PodPlaces.OpenKind(root, pod, volume);
        ImageMounts.Mount(kind, PodPlaces.NameOf(volume), layers);
    }

    /// <summary>Opens the root of a volume that was applied, without reading it.</summary>
    public VolumeRoot Open(PodId pod, VolumePlan volume)
    {
        if (volume is HostPathVolume host)
        {
            return hostPaths.Open(host.Path, host.Type);
        }

        if (volume is ClaimVolume claim)
        {
            return hostPaths.Open(claim);
        }

        using var root = places.OpenRoot(volume);
        using var kind = PodPlaces.OpenKind(root, pod, volume);
        return new VolumeRoot(kind.TryOpenDirectory(PodPlaces.NameOf(volume))?.Handle ?? throw new ProviderException(
            ErrorReason.NotFound, $"Volume \"{volume.Name}\" was not made yet."));
    }

    private void ApplyEmptyDir(PodId pod, VolumePlan volume, FileOwnership ownership)
    {
        using var root = places.OpenRoot(volume);
        using var kind = PodPlaces.OpenKind(root, pod, volume);
        using var directory = kind.EnsureDirectory(PodPlaces.NameOf(volume), EmptyDirMode, out var created);
        if (created)
        {
            ownership.Apply(directory.Handle, user: null, $"Volume \"{volume.Name}\"");
            directory.SetMode(ownership.DirectoryMode(EmptyDirMode, writable: true));
        }
    }

    private void ApplyMemory(ResolvedPod pod, EmptyDirVolume volume, FileOwnership ownership)
    {
        using var root = places.OpenRoot(volume);
        using var kind = PodPlaces.OpenKind(root, pod.Id, volume);
        var name = PodPlaces.NameOf(volume);
        if (EmptyDirMounts.Mount(kind, name, MemorySize.Of(pod, volume)))
        {
            using var directory = kind.TryOpenDirectory(name) ?? throw Errno.NotFound.ToException("open", name);
            ownership.Apply(directory.Handle, user: null, $"Volume \"{volume.Name}\"");
            directory.SetMode(ownership.DirectoryMode(EmptyDirMode, writable: true));
        }
        else
        {
            ApplyEmptyDir(pod.Id, volume, ownership);
        }
    }

    private void ApplyFiles(PodId pod, FilesVolume volume, FileOwnership ownership)
    {
        using var root = places.OpenRoot(volume);
        using var kind = PodPlaces.OpenKind(root, pod, volume);
        new FilesVolumeWriter(kind, ownership, time).Apply(PodPlaces.NameOf(volume), volume);
    }
}
