using System.Runtime.InteropServices;

namespace Reeve.Plugins.Systemd.Mounts;

/// <summary>mount(2) and umount2(2). Each returns -1 and sets errno on failure.</summary>
internal static partial class MountCalls
{
    public const nuint NoSetId = 2; // MS_NOSUID
    public const nuint NoExec = 8; // MS_NOEXEC
    public const nuint Bind = 4096; // MS_BIND
    public const int Detach = 2; // MNT_DETACH

    [LibraryImport("libc", EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Mount(string source, string target, string? type, nuint flags, string? data);

    [LibraryImport("libc", EntryPoint = "umount2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Unmount(string target, int flags);
}
