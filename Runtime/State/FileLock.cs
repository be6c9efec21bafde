using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Reeve.Runtime.State;

/// <summary>A lock on an open file that ends with it, also when the process is killed: flock(2).</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class FileLock
{
    private const int Shared = 1; // LOCK_SH
    private const int Exclusive = 2; // LOCK_EX
    private const int NonBlocking = 4; // LOCK_NB

    /// <summary>Takes the lock; false if another open file has it.</summary>
    public static bool TryTake(SafeFileHandle file) => Lock(file, Exclusive | NonBlocking) == 0;

    /// <summary>Takes the lock together with others who take it so; false if somebody has it alone.</summary>
    public static bool TryShare(SafeFileHandle file) => Lock(file, Shared | NonBlocking) == 0;

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Lock(SafeFileHandle file, int operation);
}
