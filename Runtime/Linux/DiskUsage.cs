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
    public static long Of(string directory) => Measure(directory, int.MaxValue, CancellationToken.None).Bytes;

    /// <summary>Bytes of the blocks of one file, holes not counted; 0 if it is not there.</summary>
    public static long OfFile(string path) => OperatingSystem.IsLinux()
        ? FileStatus.Of(path)?.Allocated ?? 0
        : new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    /// <summary>The same as of a directory, and how many files and directories there are, with the directory itself.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="maxEntries">It ends when it has seen more than so many.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static TreeUsage Measure(string directory, int maxEntries, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
        {
            var root = new DirectoryInfo(directory);
            var files = root.Exists ? root.EnumerateFiles("*", SearchOption.AllDirectories).Take(maxEntries).ToList() : [];
            return new TreeUsage(files.Sum(file => file.Exists ? file.Length : 0), files.Count, files.Count < maxEntries);
        }

        using var top = DirectoryHandle.TryOpen(directory);
        if (top is null)
        {
            return new TreeUsage(0, 0, IsComplete: true);
        }

        var walk = new Walk(top.Status, maxEntries, cancellationToken);
        walk.Enter(top, 0);
        return new TreeUsage(walk.Bytes, walk.Entries, !walk.HasEnough);
    }

    [SupportedOSPlatform("linux")]
    private sealed class Walk(FileStatus top, int maxEntries, CancellationToken cancellationToken)
    {
        private readonly HashSet<ulong> _linked = [];

        public long Bytes { get; private set; }

        public int Entries { get; private set; } = 1;

        public bool HasEnough { get; private set; }

        public void Enter(DirectoryHandle directory, int depth)
        {
            foreach (var entry in directory.Entries())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (HasEnough || FileStatus.Of(directory.Handle, entry) is not { } status || !status.IsSameMount(top))
                {
                    continue;
                }

                // A file with several names counts once.
                if (status.Links < 2 || status.Kind == FileKind.Directory || _linked.Add(status.Inode))
                {
                    Add(status.Allocated);
                    Entries++;
                    HasEnough = Entries > maxEntries;
                }

                if (status.Kind == FileKind.Directory && OpenChild(directory, entry) is { } child)
                {
                    using (child)
                    {
                        EnterChild(child, depth + 1);
                    }
                }
            }
        }

        private void EnterChild(DirectoryHandle child, int depth)
        {
            if (depth <= MaxDepth)
            {
                Enter(child, depth);
            }
            else
            {
                Add(long.MaxValue);
            }
        }

        private void Add(long bytes) => Bytes = Bytes > long.MaxValue - bytes ? long.MaxValue : Bytes + bytes;
    }

    [SupportedOSPlatform("linux")]
    private static DirectoryHandle? OpenChild(DirectoryHandle directory, DirectoryEntry entry)
    {
        var descriptor = Libc.OpenAt(
            directory.Handle, entry.TerminatedName, OpenFlags.Directory | OpenFlags.NoFollow | OpenFlags.CloseOnExec, 0);
        var error = descriptor < 0 ? Errno.Last() : default;
        return error.IsMissing || error == Errno.AccessDenied ? null : new DirectoryHandle(Descriptor.Own(descriptor, "open", entry.Name));
    }
}
