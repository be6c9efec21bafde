using System.Runtime.InteropServices;

namespace Reeve.Benchmarks.Processes;

/// <summary>What the base library does not offer.</summary>
internal static partial class Libc
{
    private const int BootTime = 7;

    /// <summary>The time since the machine began, on the clock that the start times of processes are on.</summary>
    public static TimeSpan SinceBoot()
    {
        Check(ClockGetTime(BootTime, out var time), "clock_gettime");
        return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / 100);
    }

    /// <summary>Makes a named pipe that its owner alone may use.</summary>
    public static void MakeFifo(string path) => Check(MkFifo(path, 0x180), "mkfifo");

    /// <summary>Asks a process to end.</summary>
    public static void Terminate(int pid) => Check(Kill(pid, 15), "kill");

    private static void Check(int result, string call)
    {
        if (result != 0)
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

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
