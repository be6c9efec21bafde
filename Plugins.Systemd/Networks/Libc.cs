using System.Runtime.InteropServices;

namespace Reeve.Plugins.Systemd.Networks;

/// <summary>The system calls around network namespaces: unshare(2), setns(2), mount(2), umount2(2), ioctl(2).</summary>
internal static partial class Libc
{
    public const int NewNetwork = 0x40000000; // CLONE_NEWNET
    public const nuint Bind = 4096; // MS_BIND
    public const int Detach = 2; // MNT_DETACH
    public const nuint GetInterfaceFlags = 0x8913; // SIOCGIFFLAGS
    public const nuint SetInterfaceFlags = 0x8914; // SIOCSIFFLAGS

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    public static partial int Unshare(int flags);

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    public static partial int EnterNamespace(SafeHandle file, int type);

    [LibraryImport("libc", EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Mount(string source, string target, string? type, nuint flags, nint data);

    [LibraryImport("libc", EntryPoint = "umount2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Unmount(string target, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(SafeHandle file, nuint request, ref InterfaceRequest argument);

    /// <summary>The part of <c>struct ifreq</c> that the flags of an interface need; netdevice(7).</summary>
    [StructLayout(LayoutKind.Sequential, Size = 40)]
    public unsafe struct InterfaceRequest
    {
        public fixed byte Name[16];
        public short Flags;
    }
}
