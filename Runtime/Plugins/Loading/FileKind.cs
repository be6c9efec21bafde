using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Reeve.Runtime.Plugins.Loading;

/// <summary>Tells regular files from pipes, sockets and devices without opening them: opening a pipe may wait for ever.</summary>
internal static partial class FileKind
{
    // struct statx has one layout on every architecture (statx(2)); the mode stands at byte 28.
    private const int StatxSize = 256;
    private const int ModeOffset = 28;
    private const int CurrentDirectory = -100;
    private const uint TypeMask = 1;

    public static bool IsRegular(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        // Pipes, sockets and devices all show a length of zero.
        return new FileInfo(path).Length > 0 || !OperatingSystem.IsLinux() || HasRegularMode(path);
    }

    [SupportedOSPlatform("linux")]
    private static bool HasRegularMode(string path)
    {
        Span<byte> buffer = stackalloc byte[StatxSize];
        if (Statx(CurrentDirectory, path, 0, TypeMask, ref MemoryMarshal.GetReference(buffer)) != 0)
        {
            return false;
        }

        return (MemoryMarshal.Read<ushort>(buffer[ModeOffset..]) & 0xF000) == 0x8000;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [SupportedOSPlatform("linux")]
    private static partial int Statx(int directory, string path, int flags, uint mask, ref byte buffer);
}
