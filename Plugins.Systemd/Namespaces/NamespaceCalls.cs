using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Reeve.Plugins.Systemd.Namespaces;

/// <summary>System calls that change the namespaces of the calling thread: unshare(2), setns(2), sethostname(2). Each returns -1 and sets errno on failure.</summary>
internal static partial class NamespaceCalls
{
    public const int NewFileSystem = 0x200; // CLONE_FS: root and working directory are the thread's own, without which it cannot change its mounts
    public const int NewMounts = 0x20000; // CLONE_NEWNS
    public const int NewHostName = 0x4000000; // CLONE_NEWUTS
    public const int NewIpc = 0x8000000; // CLONE_NEWIPC
    public const int NewNetwork = 0x40000000; // CLONE_NEWNET

    private const nint NamespaceFileSystem = 0x6e736673; // NSFS_MAGIC

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    public static partial int Unshare(int flags);

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    public static partial int Enter(SafeHandle file, int type);

    [LibraryImport("libc", EntryPoint = "sethostname", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetHostName(string name, nuint bytes);

    /// <summary>Whether a path is a namespace that something is bound on; false if it is not there.</summary>
    public static bool IsNamespace(string path) => FileSystemOf(path, out var status) == 0 && status.Type == NamespaceFileSystem;

    /// <exception cref="IOException">The call failed.</exception>
    public static void Check(int result, string call)
    {
        if (result < 0)
        {
            throw new IOException($"{call}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
        }
    }

    [LibraryImport("libc", EntryPoint = "statfs", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FileSystemOf(string path, out FileSystemStatus status);

    /// <summary>The beginning of <c>struct statfs</c>; the rest, which differs between architectures, is not looked at.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 256)]
    private struct FileSystemStatus
    {
        public nint Type;
    }
}
