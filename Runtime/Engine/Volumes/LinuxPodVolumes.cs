using System.Runtime.Versioning;
using Reeve.Containers;
using Reeve.Runtime.Linux;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Volumes;

/// <summary>Volumes as directories of this machine. Needs Linux 5.8.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LinuxPodVolumes(VolumeOptions options, TimeProvider time) : IPodVolumes
{
    private readonly PodDirectories _directories = new(new PodPlaces(options, null));
    private readonly UnswappedMemory? _unswapped = options.MountsMemory ? new(options.MemoryDirectory) : null;

    public Task ApplyAsync(ResolvedPod pod, CancellationToken cancellationToken) =>
        Task.Run(() => Apply(pod, cancellationToken), cancellationToken);

    public void MountImage(PodId pod, ImageVolume volume, ResolvedImage image) =>
        FileErrors.Guard($"volume \"{volume.Name}\"", () => Writer().MountImage(pod, volume, image.Layers));

    public IReadOnlyList<ContainerMount> GetMounts(
        ResolvedPod pod, ResolvedContainer container, IReadOnlyDictionary<string, string> environment)
    {
        return FileErrors.Guard(
            $"the volumes of container \"{container.Name}\"", () => new MountTable(Writer()).Make(pod, container, environment));
    }

    public string GetPodDirectory(PodId pod)
    {
        return FileErrors.Guard("the directory of a pod", () => _directories.Get(pod.Token));
    }

    public Task<string?> FindOverLimitAsync(ResolvedPod pod, CancellationToken cancellationToken) =>
        Task.Run(
            () => pod.Volumes.OfType<EmptyDirVolume>().FirstOrDefault(volume => IsOverLimit(pod.Id, volume))?.Name, cancellationToken);

    public VolumeStats? Measure(PodId pod, VolumePlan volume, CancellationToken cancellationToken) => FileErrors.Guard(
        $"volume \"{volume.Name}\"", () => new VolumeMeasure(options, _unswapped, new HostPaths(options), time).Of(pod, volume, cancellationToken));

    public Task RemoveAsync(PodId pod, CancellationToken cancellationToken) =>
        Task.Run(
            () =>
            {
                Remove(options.PodsDirectory, pod, PodPlaces.ImageKind);
                Remove(options.MemoryDirectory, pod, PodPlaces.ImageKind, PodPlaces.EmptyDirKind);
                Remove(_unswapped?.Known, pod);
            },
            cancellationToken);

    private void Apply(ResolvedPod pod, CancellationToken cancellationToken)
    {
        // Not asked of a pod that it makes no difference to.
        var own = pod.Volumes.Any(volume => volume is EmptyDirVolume or FilesVolume);
        var ownership = new FileOwnership(own ? pod.Pod.Spec.SecurityContext?.FsGroup : null);
        foreach (var volume in pod.Volumes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            FileErrors.Guard($"volume \"{volume.Name}\"", () => Writer().Apply(pod, volume, ownership, options.MountsMemory));
        }
    }

    private bool IsOverLimit(PodId pod, EmptyDirVolume volume)
    {
        var root = volume.Memory ? options.MemoryDirectory : options.PodsDirectory;
        if (volume.SizeLimit is not { Sign: > 0 } limit || root is null || (volume.Memory && EmptyDirMounts.IsMounted(root, pod, volume)))
        {
            return false;
        }

        return FileErrors.Guard(
            $"volume \"{volume.Name}\"", () => DiskUsage.Of(Path.Combine(root, pod.Token, "volumes", "empty-dir", volume.Name)) > limit.Value);
    }

    private static void Remove(string? root, PodId pod, params string[] mountedKinds)
    {
        FileErrors.Guard("the directory of a pod", () =>
        {
            using var directory = root is null ? null : DirectoryHandle.TryOpen(root);
            if (directory is not null)
            {
                foreach (var kind in mountedKinds)
                {
                    ImageMounts.UnmountAll(Path.Combine(root!, pod.Token, "volumes", kind));
                }

                TreeRemover.Remove(directory, pod.Token);
            }
        });
    }

    private VolumeWriter Writer() => new(new PodPlaces(options, _unswapped), new HostPaths(options), time);
}
