using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Reeve.Plugins.Systemd.Seccomp;

/// <summary>libseccomp, which systemd uses itself; see seccomp_rule_add(3). Functions return a negative errno on failure.</summary>
internal static partial class Libseccomp
{
    private const string Library = "libseccomp.so.2";

    public const int ExistsAlready = -17; // EEXIST
    public const int NoSuchCall = -1; // __NR_SCMP_ERROR
    public const int Optimize = 8; // SCMP_FLTATR_CTL_OPTIMIZE
    public const uint BinaryTree = 2;

    public static bool IsThere { get; } = NativeLibrary.TryLoad(Library, out _);

    [LibraryImport(Library, EntryPoint = "seccomp_init")]
    public static partial nint Initialize(uint action);

    [LibraryImport(Library, EntryPoint = "seccomp_release")]
    public static partial void Release(nint filter);

    [LibraryImport(Library, EntryPoint = "seccomp_arch_add")]
    public static partial int AddArchitecture(nint filter, uint architecture);

    [LibraryImport(Library, EntryPoint = "seccomp_attr_set")]
    public static partial int SetAttribute(nint filter, int attribute, uint value);

    [LibraryImport(Library, EntryPoint = "seccomp_syscall_resolve_name", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Resolve(string name);

    [LibraryImport(Library, EntryPoint = "seccomp_rule_add_array")]
    public static partial int AddRule(nint filter, uint action, int number, uint count, Condition[] conditions);

    [LibraryImport(Library, EntryPoint = "seccomp_export_bpf")]
    public static partial int Export(nint filter, SafeFileHandle file);

    /// <summary>struct scmp_arg_cmp.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Condition
    {
        public uint Argument;
        public int Comparison;
        public ulong First;
        public ulong Second;
    }
}
