using System.Globalization;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Reeve.Runtime.Linux;

namespace Reeve.Runtime.Engine.Volumes;

/// <summary>Shows the layers of an image, one over the other, as a directory for reading only: mount(2), and overlayfs in the kernel's documentation.</summary>
[SupportedOSPlatform("linux")]
internal static class ImageMounts
{
    private const nuint Flags = 1 | 2 | 4 | 8; // MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC
    private const int Detach = 2 | 8; // MNT_DETACH, UMOUNT_NOFOLLOW
    private const int Mode = 0x1ED; // 0755

    /// <summary>Mounts, if that is not done yet.</summary>
    /// <param name="parent">The directory of the pod's volumes of this kind.</param>
    /// <param name="name">The volume's name.</param>
    /// <param name="layers">Absolute paths, bottom first.</param>
    public static void Mount(DirectoryHandle parent, string name, IReadOnlyList<string> layers)
    {
        using var place = parent.EnsureDirectory(name, Mode);
        if (layers.Count == 0 || !place.Status.IsSameMount(parent.Status))
        {
            return;
        }

        // By descriptors: the kernel takes one page of options, and no character of a path means anything to it. It wants two layers at least.
        using var empty = parent.EnsureDirectory(".empty", Mode);
        var handles = new List<SafeFileHandle>();
        try
        {
            handles.AddRange(layers.Select(layer => Descriptor.Own(Libc.Open(layer, OpenFlags.Path | OpenFlags.Directory | OpenFlags.CloseOnExec, 0), "open", layer)));
            var lower = string.Join(':', handles.AsEnumerable().Reverse().Append(empty.Handle).Select(Path));
            if (Libc.Mount("overlay", place.Path, "overlay", Flags, $"lowerdir={lower}") != 0)
            {
                throw Errno.Last().ToException("mount the image at", place.Path);
            }
        }
        finally
        {
            handles.ForEach(handle => handle.Dispose());
        }
    }

    /// <summary>Unmounts what is mounted for a pod; what still uses it keeps it until it ends.</summary>
    /// <param name="directory">The directory of the pod's volumes of this kind; it need not be there.</param>
    public static void UnmountAll(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return;
        }

        foreach (var place in Directory.EnumerateDirectories(directory))
        {
            if (Libc.Unmount(place, Detach) != 0 && Errno.Last() is var error && error != Errno.Invalid)
            {
                throw error.ToException("unmount", place);
            }
        }
    }

    private static string Path(SafeFileHandle handle) => string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{handle.DangerousGetHandle()}");
}
