using System.Runtime.Versioning;

namespace Reeve.Runtime.Linux;

/// <summary>What kind of file system a path is on.</summary>
[SupportedOSPlatform("linux")]
internal static class FileSystems
{
    /// <summary>Whether a path is there and lies in memory. It may be swapped out as any memory.</summary>
    public static bool IsMemory(string path) =>
        Libc.StatFileSystem(path, out var buffer) == 0 && buffer.Type is StatfsBuffer.Tmpfs or StatfsBuffer.Ramfs;

    /// <summary>How full the file system of a path is.</summary>
    /// <returns>Null if the path is not there or cannot be asked about.</returns>
    public static FileSystemUsage? ReadUsage(string path) => Libc.StatFileSystem(path, out var buffer) != 0
        ? null
        : new FileSystemUsage
        {
            TotalBytes = buffer.Blocks * buffer.BlockSize,
            AvailableBytes = buffer.AvailableBlocks * buffer.BlockSize,
            Inodes = buffer.Inodes,
            FreeInodes = buffer.FreeInodes,
        };
}
