using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Reeve.Plugins.Systemd.RootFileSystems;

/// <summary>The system calls around root file systems: openat2(2), mknodat(2) and their kin.</summary>
internal static partial class Calls
{
    public const int CharacterDevice = 0x2000; // S_IFCHR
    public const int PathOnly = 0x200000; // O_PATH
    public const int CloseOnExec = 0x80000; // O_CLOEXEC

    private const long OpenAt2Number = 437; // the same on every architecture
    private const ulong NoMagicLinks = 0x2;
    private const ulong InRoot = 0x10;

    public static int LastError => Marshal.GetLastPInvokeError();

    /// <summary>Opens what a path leads to if the directory were the root, links included; an invalid handle where there is nothing.</summary>
    public static SafeFileHandle OpenInRoot(SafeFileHandle root, string path, int flags)
    {
        var how = new OpenHow { Flags = (ulong)(flags | CloseOnExec), Resolve = InRoot | NoMagicLinks };
        return new SafeFileHandle((nint)OpenAt2(OpenAt2Number, root, path, how, (nuint)Marshal.SizeOf<OpenHow>()), ownsHandle: true);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial SafeFileHandle CreateAt(SafeFileHandle directory, string name, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakeDirectoryAt(SafeFileHandle directory, string name, uint mode);

    [LibraryImport("libc", EntryPoint = "mknodat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakeNodeAt(SafeFileHandle directory, string name, uint mode, ulong device);

    [LibraryImport("libc", EntryPoint = "fchmodat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeModeAt(SafeFileHandle directory, string name, uint mode, int flags);

    [LibraryImport("libc", EntryPoint = "symlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int LinkAt(string target, SafeFileHandle directory, string name);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int UnlinkAt(SafeFileHandle directory, string name, int flags);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial long OpenAt2(long number, SafeFileHandle directory, string path, in OpenHow how, nuint size);

    [StructLayout(LayoutKind.Sequential)]
    private struct OpenHow
    {
        public ulong Flags;
        public ulong Mode;
        public ulong Resolve;
    }
}
