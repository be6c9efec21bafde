using System.Runtime.Versioning;

namespace Reeve.Runtime.Linux;

/// <summary>Measures what a directory takes on disk.</summary>
internal static class DiskUsage
{
    // What lies deeper cannot be measured with bounded means, and counts as too much.
    private const int MaxDepth = 512;

    /// <summary>
    /// Bytes of the blocks of all files below a directory, holes not counted, links not followed, mounts not entered; 0 if
    /// it is not there.
    /// </summary>
    public static long Of(string directory)
    {
        if (!OperatingSystem.IsLinux())
        {
            var root = new DirectoryInfo(directory);
            return root.Exists ? root.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Exists ? file.Length : 0) : 0;
        }

        using var top = DirectoryHandle.TryOpen(directory);
        return top is null ? 0 : Of(top, top.Status, new HashSet<ulong>(), 0);
    }

    [SupportedOSPlatform("linux")]
    private static long Of(DirectoryHandle directory, FileStatus top, HashSet<ulong> linked, int depth)
    {
        var total = 0L;
        foreach (var entry in directory.Entries())
        {
            if (FileStatus.Of(directory.Handle, entry) is not { } status || !status.IsSameMount(top))
            {
                continue;
            }

            // A file with several names counts once.
            total = Add(total, linked.Add(status.Inode) ? status.Allocated : 0);
            if (status.Kind == FileKind.Directory && OpenChild(directory, entry) is { } child)
            {
                using (child)
                {
                    total = Add(total, depth < MaxDepth ? Of(child, top, linked, depth + 1) : long.MaxValue);
                }
            }
        }

        return total;
    }

    [SupportedOSPlatform("linux")]
    private static DirectoryHandle? OpenChild(DirectoryHandle directory, DirectoryEntry entry)
    {
        var descriptor = Libc.OpenAt(
            directory.Handle, entry.TerminatedName, OpenFlags.Directory | OpenFlags.NoFollow | OpenFlags.CloseOnExec, 0);
        var error = descriptor < 0 ? Errno.Last() : default;
        return error.IsMissing || error == Errno.AccessDenied ? null : new DirectoryHandle(Descriptor.Own(descriptor, "open", entry.Name));
    }

    private static long Add(long left, long right) => left > long.MaxValue - right ? long.MaxValue : left + right;
}
