using System.Runtime.Versioning;
using Reeve.Runtime.Linux;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Volumes;

/// <summary>Makes one volume of a pod, or brings it to its plan.</summary>
[SupportedOSPlatform("linux")]
internal sealed class VolumeWriter(PodPlaces places, HostPaths hostPaths, TimeProvider time)
{
    private const int EmptyDirMode = 0x1FF; // 0777, as the kubelet's
    private const int FilesMode = 0x1ED; // 0755

    public void Apply(PodId pod, VolumePlan volume, FileOwnership ownership)
    {
        switch (volume)
        {
            case EmptyDirVolume:
                ApplyEmptyDir(pod, volume, ownership);
                break;
            case FilesVolume files:
                ApplyFiles(pod, files, ownership);
                break;
            case HostPathVolume host:
                hostPaths.Open(host.Path, host.Type).Dispose();
                break;
            case ClaimVolume claim:
                hostPaths.Open(claim).Dispose();
                break;
        }
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

    private void ApplyFiles(PodId pod, FilesVolume volume, FileOwnership ownership)
    {
        using var root = places.OpenRoot(volume);
        using var kind = PodPlaces.OpenKind(root, pod, volume);
        var name = PodPlaces.NameOf(volume);
        if (volume.IsKept)
        {
            using var kept = kind.TryOpenDirectory(name) ?? throw new ProviderException(
                ErrorReason.Transient, $"Volume \"{volume.Name}\" was not written before, and its content cannot be read at present.");
            return;
        }

        using var directory = kind.EnsureDirectory(name, FilesMode);

        // Beside the volume and not in it. No volume's name has a dot.
        var revision = $"{name}.revision";
        if (kind.ReadLink(revision) == volume.Revision && directory.ReadLink("..data") is not null)
        {
            return;
        }

        ownership.Apply(directory.Handle, user: null, $"Volume \"{volume.Name}\"");
        directory.SetMode(ownership.DirectoryMode(FilesMode, writable: false));
        new FilesWriter(directory, ownership, time).Write(volume.Files);

        // A link is a file of a few bytes that is replaced in one step. Missing after a crash, it costs one more writing.
        var next = $"{name}.next";
        if (kind.StatusOf(next) is not null)
        {
            kind.Unlink(next);
        }

        kind.CreateLink(next, volume.Revision);
        kind.Rename(next, revision);
    }
}
