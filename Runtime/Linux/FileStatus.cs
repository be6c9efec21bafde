using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Reeve.Runtime.Linux;

/// <summary>What statx(2) says of a file.</summary>
internal readonly record struct FileStatus
{
    // STATX_BASIC_STATS and STATX_MNT_ID (Linux 5.8; older kernels leave the mount id zero).
    private const uint Mask = StatxBuffer.Basic | 0x1000;

    public FileKind Kind { get; private init; }

    /// <summary>Permission bits with set-id bits and sticky bit.</summary>
    public int Mode { get; private init; }

    public uint User { get; private init; }

    public uint Group { get; private init; }

    public long Length { get; private init; }

    /// <summary>Bytes that it takes on disk.</summary>
    public long Allocated { get; private init; }

    /// <summary>How many names it has.</summary>
    public uint Links { get; private init; }

    public ulong Inode { get; private init; }

    public ulong Device { get; private init; }

    public ulong MountId { get; private init; }

    /// <summary>Whether both are of one mount of one file system.</summary>
    public bool IsSameMount(FileStatus other) => Device == other.Device && MountId == other.MountId;

    /// <summary>Looks at an open file.</summary>
    [SupportedOSPlatform("linux")]
    public static FileStatus Of(SafeFileHandle file) =>
        Libc.Statx(file, "", Libc.AtEmptyPath, Mask, out var buffer) == 0
            ? From(buffer)
            : throw Errno.Last().ToException("look at", "an open file");

    /// <summary>Looks at a path; null if it is not there.</summary>
    [SupportedOSPlatform("linux")]
    public static FileStatus? Of(string path, bool follow = false)
    {
        if (Libc.Statx(Libc.AtCurrentDirectory, path, follow ? 0 : Libc.AtSymlinkNoFollow, Mask, out var buffer) == 0)
        {
            return From(buffer);
        }

        var error = Errno.Last();
        return error.IsMissing ? null : throw error.ToException("look at", path);
    }

    /// <summary>Looks at an entry of an open directory without following a link; null if it is not there.</summary>
    [SupportedOSPlatform("linux")]
    public static FileStatus? Of(SafeFileHandle directory, string name)
    {
        if (Libc.Statx(directory, name, Libc.AtSymlinkNoFollow, Mask, out var buffer) == 0)
        {
            return From(buffer);
        }

        var error = Errno.Last();
        return error.IsMissing ? null : throw error.ToException("look at", name);
    }

    /// <summary>Looks at an entry of an open directory without following a link; null if it is not there.</summary>
    [SupportedOSPlatform("linux")]
    public static FileStatus? Of(SafeFileHandle directory, DirectoryEntry entry)
    {
        if (Libc.Statx(directory, entry.TerminatedName, Libc.AtSymlinkNoFollow, Mask, out var buffer) == 0)
        {
            return From(buffer);
        }

        var error = Errno.Last();
        return error.IsMissing ? null : throw error.ToException("look at", entry.Name);
    }

    private static FileStatus From(in StatxBuffer buffer) => new()
    {
        Kind = (FileKind)(buffer.Mode & 0xF000),
        Mode = buffer.Mode & 0xFFF,
        User = buffer.User,
        Group = buffer.Group,
        Length = (long)buffer.Size,
        Allocated = (long)buffer.Blocks * 512,
        Links = buffer.Links,
        Inode = buffer.Inode,
        Device = ((ulong)buffer.DeviceMajor << 32) | buffer.DeviceMinor,
        MountId = buffer.MountId,
    };
}
