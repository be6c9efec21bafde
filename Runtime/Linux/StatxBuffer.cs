using System.Runtime.InteropServices;

namespace Reeve.Runtime.Linux;

/// <summary>The kernel's <c>struct statx</c>, the same on every architecture; see statx(2).</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct StatxBuffer
{
    /// <summary>STATX_BASIC_STATS.</summary>
    public const uint Basic = 0x7ff;

    [FieldOffset(16)]
    public uint Links;

    [FieldOffset(20)]
    public uint User;

    [FieldOffset(24)]
    public uint Group;

    [FieldOffset(28)]
    public ushort Mode;

    [FieldOffset(32)]
    public ulong Inode;

    [FieldOffset(40)]
    public ulong Size;

    /// <summary>Blocks of 512 bytes.</summary>
    [FieldOffset(48)]
    public ulong Blocks;

    [FieldOffset(136)]
    public uint DeviceMajor;

    [FieldOffset(140)]
    public uint DeviceMinor;

    [FieldOffset(144)]
    public ulong MountId;
}
