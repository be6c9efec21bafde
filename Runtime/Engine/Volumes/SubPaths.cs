using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Reeve.Runtime.Linux;

namespace Reeve.Runtime.Engine.Volumes;

/// <summary>
/// Opens a place inside a volume while its containers may change the volume. The kernel refuses any way that leads out of
/// it; what is missing is made as a directory with the mode of the volume's root, as the kubelet does.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class SubPaths
{
    /// <summary>Opens the place.</summary>
    /// <param name="volume">The volume's root.</param>
    /// <param name="parts">The components, checked.</param>
    /// <param name="create">Whether missing directories are made.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: a link leads out of the volume, or it is not there.</exception>
    public static VolumeRoot Open(VolumeRoot volume, string[] parts, bool create)
    {
        if (!volume.IsDirectory)
        {
            throw Invalid(parts, "the volume is no directory");
        }

        // The caller keeps the volume's handle.
        var root = new DirectoryHandle(volume.Handle);
        var path = string.Join('/', parts);
        try
        {
            var found = root.TryResolve(path);
            for (var i = 1; found is null && create && i <= parts.Length; i++)
            {
                Make(root, parts[..i], volume.Status.Mode);
                found = i == parts.Length ? root.TryResolve(path) : null;
            }

            return found is null ? throw Invalid(parts, "there is no such file in the volume") : Checked(found, volume, parts);
        }
        catch (LinuxException exception) when (exception.Error == Errno.CrossDevice || exception.Error == Errno.TooManyLinks)
        {
            throw Invalid(parts, "it leads out of the volume");
        }
        catch (LinuxException exception) when (exception.Error == Errno.NotADirectory || exception.Error == Errno.Exists)
        {
            throw Invalid(parts, "a file or a dangling link is in the way");
        }
    }

    private static void Make(DirectoryHandle root, string[] parts, int mode)
    {
        using var place = root.TryResolve(string.Join('/', parts));
        if (place is not null)
        {
            return;
        }

        using var parent = parts.Length == 1 ? null : root.TryResolve(string.Join('/', parts[..^1]));
        var directory = parent is null ? root : new DirectoryHandle(parent);
        if (Libc.MakeDirectoryAt(directory.Handle, parts[^1], (uint)mode) != 0)
        {
            throw Errno.Last().ToException("make", parts[^1]);
        }

        // The umask has taken bits away. Nothing is followed: if it is no directory any more, somebody else made it so.
        using var made = directory.TryOpenDirectory(parts[^1]);
        made?.SetMode(mode);
    }

    private static VolumeRoot Checked(SafeFileHandle found, VolumeRoot volume, string[] parts)
    {
        var place = new VolumeRoot(found);
        if (place.Path.StartsWith(volume.Path.TrimEnd('/') + "/", StringComparison.Ordinal))
        {
            return place;
        }

        // Moved away or removed since it was opened.
        place.Dispose();
        throw Invalid(parts, "it was moved out of the volume");
    }

    private static ProviderException Invalid(string[] parts, string why) =>
        new(ErrorReason.Invalid, $"subPath \"{string.Join('/', parts)}\": {why}.");
}
