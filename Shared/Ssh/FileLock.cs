using System.Runtime.InteropServices;

namespace Reeve.Ssh;

/// <summary>
/// A lock on a file that ends with its process, by flock(2) itself: the agent switches off the locks that the framework would take on every file.
/// </summary>
internal static partial class FileLock
{
    private const int Exclusive = 2;
    private const int NonBlocking = 4;

    /// <summary>Opens a file, made if missing, and locks it.</summary>
    /// <param name="file">Its path.</param>
    /// <returns>The open file, to be disposed; null if somebody else holds the lock.</returns>
    public static FileStream? TryTake(string file)
    {
        var stream = new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = OperatingSystem.IsWindows() ? FileShare.None : FileShare.ReadWrite | FileShare.Delete,
            UnixCreateMode = OperatingSystem.IsWindows() ? null : UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        if (OperatingSystem.IsWindows() || Lock(stream.SafeFileHandle, Exclusive | NonBlocking) == 0)
        {
            return stream;
        }

        stream.Dispose();
        return null;
    }

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Lock(SafeHandle file, int operation);
}
