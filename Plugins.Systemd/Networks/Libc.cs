using System.Runtime.InteropServices;

namespace Reeve.Plugins.Systemd.Networks;

/// <summary>The system calls around network namespaces: unshare(2), setns(2), ioctl(2).</summary>
internal static partial class Libc
{
    public const int NewNetwork = 0x40000000; // CLONE_NEWNET
    public const nuint GetInterfaceFlags = 0x8913; // SIOCGIFFLAGS
    public const nuint SetInterfaceFlags = 0x8914; // SIOCSIFFLAGS

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    public static partial int Unshare(int flags);

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    public static partial int EnterNamespace(SafeHandle file, int type);

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
