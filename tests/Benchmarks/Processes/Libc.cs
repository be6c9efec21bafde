using System.Runtime.InteropServices;

namespace Reeve.Benchmarks.Processes;

/// <summary>What the base library does not offer.</summary>
internal static partial class Libc
{
    private const int BootTime = 7;
    private const int CloseOnExec = 0x80000;
    private const uint Top = 0x20000;

    // The direction, the size of a long, the letter f, and the number: the same on every architecture that .NET runs on, in linux/fs.h.
    private static readonly nuint GetFlags = (2u << 30) | ((uint)nint.Size << 16) | ('f' << 8) | 1;
    private static readonly nuint SetFlags = (1u << 30) | ((uint)nint.Size << 16) | ('f' << 8) | 2;

    /// <summary>The time since the machine began, on the clock that the start times of processes are on.</summary>
    public static TimeSpan SinceBoot()
    {
        Check(ClockGetTime(BootTime, out var time), "clock_gettime");
        return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / 100);
    }

    /// <summary>Makes a named pipe that its owner alone may use.</summary>
    public static void MakeFifo(string path) => Check(MkFifo(path, 0x180), "mkfifo");

    /// <summary>Asks a process to end.</summary>
    public static void Terminate(int pid) => Signal(pid, 15);

    /// <summary>Sends a process a signal.</summary>
    public static void Signal(int pid, int signal) => Check(Kill(pid, signal), "kill");

    /// <summary>
    /// Lets the file system lay out each directory in this one far from the others, as <c>chattr +T</c> does, where it knows how to.
    /// An ext4 without a journal does not give out an inode again for minutes after it became free, and searches past all of them
    /// for every new file: next to what an earlier run has deleted, a file costs twenty times as much, and so would a pod.
    /// </summary>
    public static void MarkTop(string directory)
    {
        var file = Open(directory, CloseOnExec);
        Check(file, "open");
        try
        {
            // A file system that refuses either knows no such layout, and has no need of it.
            nuint flags = 0;
            if (IoControl(file, GetFlags, ref flags) == 0)
            {
                flags |= Top;
                _ = IoControl(file, SetFlags, ref flags);
            }
        }
        finally
        {
            Check(Close(file), "close");
        }
    }

    private static void Check(int result, string call)
    {
        if (result < 0)
        {
            throw new BenchmarkException($"{call}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int ClockGetTime(int clock, out TimeSpec time);

    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MkFifo(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int IoControl(int file, nuint request, ref nuint argument);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
