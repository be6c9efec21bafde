using System.Runtime.Versioning;
using Reeve.Runtime.Linux;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Volumes;

/// <summary>Says how much a volume holds.</summary>
[SupportedOSPlatform("linux")]
internal sealed class VolumeMeasure(VolumeOptions options, UnswappedMemory? unswapped, HostPaths hostPaths, TimeProvider time)
{
    // What has more files is not counted to the end: it would take minutes.
    private const int MaxEntries = 1_000_000;

    public VolumeStats? Of(PodId pod, VolumePlan volume, CancellationToken cancellationToken) => volume switch
    {
        ClaimVolume claim => OfFileSystem(claim),
        FilesVolume files => OfDirectory(pod, volume, "files", files.Sensitive ? unswapped?.Known ?? options.MemoryDirectory : null, cancellationToken),
        EmptyDirVolume empty => OfDirectory(pod, volume, "empty-dir", empty.Memory ? options.MemoryDirectory : null, cancellationToken),
        _ => null,
    };

    private VolumeStats OfFileSystem(ClaimVolume claim)
    {
        using var root = hostPaths.Open(claim);
        var stats = OnFileSystem(claim.Name, root.Path);
        return stats with
        {
            UsedBytes = stats.CapacityBytes - stats.AvailableBytes,
            InodesUsed = stats.Inodes - stats.InodesFree,
            IsPersistent = true,
        };
    }

    private VolumeStats? OfDirectory(PodId pod, VolumePlan volume, string kind, string? memory, CancellationToken cancellationToken)
    {
        var path = Path.Combine(memory ?? options.PodsDirectory, pod.Token, "volumes", kind, PodPlaces.NameOf(volume));
        if (!Directory.Exists(path))
        {
            return null;
        }

        var tree = DiskUsage.Measure(path, MaxEntries, cancellationToken);
        return OnFileSystem(volume.Name, path) with
        {
            UsedBytes = tree.IsComplete ? tree.Bytes : null,
            InodesUsed = tree.IsComplete ? tree.Entries : null,
            InMemory = memory is not null,
        };
    }

    private VolumeStats OnFileSystem(string name, string path)
    {
        var disk = FileSystems.ReadUsage(path);
        return new VolumeStats
        {
            Name = name,
            Time = time.GetUtcNow(),
            CapacityBytes = disk?.TotalBytes,
            AvailableBytes = disk?.AvailableBytes,
            Inodes = disk?.Inodes,
            InodesFree = disk?.FreeInodes,
        };
    }
}
