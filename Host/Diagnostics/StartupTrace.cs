using System.Diagnostics;
using System.Globalization;

namespace Reeve.Host.Diagnostics;

/// <summary>Where the time of a start goes, on standard error: set <c>REEVE_TRACE_STARTUP=1</c>.</summary>
internal static class StartupTrace
{
    private static readonly bool Enabled = Environment.GetEnvironmentVariable("REEVE_TRACE_STARTUP") == "1";

    private static readonly long Started = Stopwatch.GetTimestamp();

    // What the operating system and the runtime took before the first line of ours.
    private static readonly double Before =
        Enabled ? (TimeProvider.System.GetLocalNow().DateTime - Process.GetCurrentProcess().StartTime).TotalMilliseconds : 0;

    /// <summary>Writes the time since the process began.</summary>
    public static void Mark(string what)
    {
        if (Enabled)
        {
            var elapsed = Before + Stopwatch.GetElapsedTime(Started).TotalMilliseconds;
            var compiled = System.Runtime.JitInfo.GetCompiledMethodCount();
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"startup {elapsed,7:F1} ms  {compiled,5} methods compiled  {what}"));
        }
    }
}
