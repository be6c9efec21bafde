using System.Globalization;
using System.Runtime.Versioning;
using Reeve.Runtime.Linux;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Volumes;

/// <summary>emptyDir volumes of medium Memory as file systems of their own, so that who writes past their size gets ENOSPC.</summary>
[SupportedOSPlatform("linux")]
internal static class EmptyDirMounts
{
    private const int Mode = 0x1FF; // 0777

    /// <summary>Mounts, if that is not done yet.</summary>
    /// <param name="parent">The directory of the pod's volumes of this kind.</param>
    /// <param name="name">The volume's name.</param>
    /// <param name="bytes">Its size; null for half of the machine's memory.</param>
    /// <returns>Whether it was mounted just now: it has neither mode nor group of the volume yet. Otherwise it is there, or cannot be.</returns>
    public static bool Mount(DirectoryHandle parent, string name, long? bytes)
    {
        using var place = parent.EnsureDirectory(name, Mode, out var created);
        if (!place.Status.IsSameMount(parent.Status) || (!created && place.Entries().Count > 0))
        {
            return false;
        }

        var options = bytes is { } size ? string.Create(CultureInfo.InvariantCulture, $"mode=0777,size={size}") : "mode=0777";
        var path = place.Path;
        var error = Libc.Mount("reeve-empty-dir", path, "tmpfs", 0, options) == 0 ? default : Errno.Last();
        if (error == default && MachineView.KeepIfSeen(path))
        {
            return true;
        }

        if (created)
        {
            parent.RemoveDirectory(name); // so that whoever makes it as a directory makes it as a new one
        }

        return error == default || error == Errno.NotPermitted || error == Errno.AccessDenied ? false : throw error.ToException("mount a tmpfs at", name);
    }

    /// <summary>Whether a volume has a file system of its own.</summary>
    public static bool IsMounted(string root, PodId pod, EmptyDirVolume volume)
    {
        var kind = Path.Combine(root, pod.Token, "volumes", PodPlaces.EmptyDirKind);
        return FileStatus.Of(kind) is { } outer && FileStatus.Of(Path.Combine(kind, PodPlaces.NameOf(volume))) is { } inner && !inner.IsSameMount(outer);
    }
}
