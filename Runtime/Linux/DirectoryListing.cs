using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Reeve.Runtime.Linux;

/// <summary>Reads directories by getdents64(2), because the base library turns names that are no UTF-8 into others.</summary>
[SupportedOSPlatform("linux")]
internal static class DirectoryListing
{
    // struct linux_dirent64 { u64 ino; s64 off; u16 reclen; u8 type; char name[]; }
    private const int LengthOffset = 16;
    private const int NameOffset = 19;

    private static long GetDirectoryEntries => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 217,
        Architecture.Arm64 or Architecture.RiscV64 or Architecture.LoongArch64 => 61,
        var other => throw new PlatformNotSupportedException($"Volumes are not supported on {other}."),
    };

    public static IReadOnlyList<DirectoryEntry> Read(SafeFileHandle directory)
    {
        var entries = new List<DirectoryEntry>();
        var buffer = new byte[32 * 1024];
        while (true)
        {
            var count = (int)Libc.GetDirectoryEntries(GetDirectoryEntries, directory, buffer, (nuint)buffer.Length);
            if (count < 0)
            {
                throw Errno.Last().ToException("list", "a directory");
            }

            if (count == 0)
            {
                return entries;
            }

            for (ReadOnlySpan<byte> rest = buffer.AsSpan(0, count); !rest.IsEmpty;)
            {
                var length = MemoryMarshal.Read<ushort>(rest[LengthOffset..]);
                var name = rest[NameOffset..length];
                name = name[..(name.IndexOf((byte)0) + 1)];
                if (!name.SequenceEqual(".\0"u8) && !name.SequenceEqual("..\0"u8))
                {
                    entries.Add(new DirectoryEntry(name.ToArray()));
                }

                rest = rest[length..];
            }
        }
    }
}
