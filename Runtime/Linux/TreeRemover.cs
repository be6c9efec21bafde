using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Reeve.Runtime.Linux;

/// <summary>
/// Removes a directory with everything in it that belongs to the same mount. Links are removed, never followed; what is
/// mounted inside stays untouched and is reported. Whatever a workload left there, names that are no text and trees deeper
/// than any path included, goes.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class TreeRemover
{
    // One descriptor per level; what lies deeper is moved up first.
    private const int MaxDepth = 64;
    private const int OwnerAll = 0x1C0;

    private readonly DirectoryHandle _top;
    private readonly FileStatus _status;
    private string? _mount;
    private int _moved;

    private TreeRemover(DirectoryHandle top) => (_top, _status) = (top, top.Status);

    /// <summary>Removes a directory of another one; nothing if it is not there.</summary>
    /// <exception cref="LinuxException">Something is mounted inside, or cannot be removed; all else is gone.</exception>
    public static void Remove(DirectoryHandle parent, string name)
    {
        using (var top = parent.TryOpenDirectory(name))
        {
            if (top is null)
            {
                return;
            }

            var remover = new TreeRemover(top);
            var mounted = top.Status.IsSameMount(parent.Status) ? null : name;
            while (mounted is null && remover.Clear(top, depth: 0))
            {
                // Again, for what was moved up.
            }

            if ((mounted ?? remover._mount) is { } place)
            {
                throw new LinuxException(Errno.CrossDevice, $"Cannot remove {top.Path}: something is mounted on {place} inside it; unmount it.");
            }
        }

        parent.RemoveDirectory(name);
    }

    /// <returns>Whether something was moved up, so that another round is needed.</returns>
    private bool Clear(DirectoryHandle directory, int depth)
    {
        if ((directory.Status.Mode & OwnerAll) != OwnerAll)
        {
            directory.SetMode(OwnerAll);
        }

        var again = false;
        foreach (var entry in directory.Entries())
        {
            var name = entry.TerminatedName;
            if (Libc.UnlinkAt(directory.Handle, name, 0) == 0 || Errno.Last() == Errno.NotFound)
            {
                continue;
            }

            // A directory (Linux says EISDIR, others EPERM), or a file that something is mounted on.
            if (Libc.UnlinkAt(directory.Handle, name, Libc.AtRemoveDirectory) == 0)
            {
                continue;
            }

            again |= depth < MaxDepth ? ClearChild(directory, entry, depth) : MoveUp(directory, entry);
        }

        return again;
    }

    private bool ClearChild(DirectoryHandle directory, DirectoryEntry entry, int depth)
    {
        using var child = OpenDirectory(directory, entry);
        if (child is null || !child.Status.IsSameMount(_status))
        {
            _mount = entry.Name;
            return false;
        }

        var again = Clear(child, depth + 1);
        if (!again && _mount is null && Libc.UnlinkAt(directory.Handle, entry.TerminatedName, Libc.AtRemoveDirectory) != 0)
        {
            throw Errno.Last().ToException("remove", entry.Name);
        }

        return again;
    }

    private bool MoveUp(DirectoryHandle directory, DirectoryEntry entry)
    {
        var place = Encoding.UTF8.GetBytes($"..deep-{_moved++}\0");
        if (Libc.RenameAt(directory.Handle, entry.TerminatedName, _top.Handle, place) == 0)
        {
            return true;
        }

        var error = Errno.Last();
        if (error == Errno.NotEmpty || error == Errno.Exists || error == Errno.NotADirectory)
        {
            return true; // The workload has an entry of that name; the next one is tried in the next round.
        }

        if (error != Errno.CrossDevice && error != Errno.Busy)
        {
            throw error.ToException("remove", entry.Name);
        }

        _mount = entry.Name;
        return false;
    }

    /// <summary>Opens a directory, made accessible first if its owner took away the right; null if it is none.</summary>
    private static DirectoryHandle? OpenDirectory(DirectoryHandle directory, DirectoryEntry entry)
    {
        var flags = OpenFlags.Directory | OpenFlags.NoFollow | OpenFlags.CloseOnExec;
        var descriptor = Libc.OpenAt(directory.Handle, entry.TerminatedName, flags, 0);
        if (descriptor < 0 && Errno.Last() == Errno.AccessDenied)
        {
            using var path = Descriptor.Own(
                Libc.OpenAt(directory.Handle, entry.TerminatedName, flags | OpenFlags.Path, 0), "open", entry.Name);
            Allow(path);
            descriptor = Libc.OpenAt(directory.Handle, entry.TerminatedName, flags, 0);
        }

        var error = Errno.Last();
        return descriptor < 0 && error.IsMissing ? null : new DirectoryHandle(Descriptor.Own(descriptor, "open", entry.Name));
    }

    private static void Allow(SafeFileHandle path) => File.SetUnixFileMode(
        $"/proc/self/fd/{path.DangerousGetHandle()}", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
