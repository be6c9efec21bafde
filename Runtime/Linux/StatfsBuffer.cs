using System.Runtime.InteropServices;

namespace Reeve.Runtime.Linux;

/// <summary>The head of <c>struct statfs</c> on 64-bit machines, see statfs(2); padded to more than its whole size.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct StatfsBuffer
{
    /// <summary>Magic number of tmpfs.</summary>
    public const long Tmpfs = 0x01021994;

    /// <summary>Magic number of ramfs, which is memory too.</summary>
    public const long Ramfs = 0x858458f6;

    [FieldOffset(0)]
    public long Type;

    [FieldOffset(8)]
    public long BlockSize;

    [FieldOffset(16)]
    public long Blocks;

    [FieldOffset(32)]
    public long AvailableBlocks;

    [FieldOffset(40)]
    public long Inodes;

    [FieldOffset(48)]
    public long FreeInodes;
}
