using System.Runtime.InteropServices;

namespace Reeve.Plugins.Systemd.Networks;

/// <summary>ioctl(2), as interfaces of a network need it.</summary>
internal static partial class Libc
{
    public const nuint GetInterfaceFlags = 0x8913; // SIOCGIFFLAGS
    public const nuint SetInterfaceFlags = 0x8914; // SIOCSIFFLAGS

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
