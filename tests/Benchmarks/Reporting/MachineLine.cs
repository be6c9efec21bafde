using System.Globalization;
using System.Runtime.InteropServices;

namespace Reeve.Benchmarks.Reporting;

/// <summary>What of the machine the figures depend on, and nothing that tells which machine it is.</summary>
internal static class MachineLine
{
    /// <summary>The line.</summary>
    public static string Get()
    {
        var kernel = Environment.OSVersion.Version;
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores ({RuntimeInformation.ProcessArchitecture}), {memory:0} GiB of memory, Linux {kernel.Major}.{kernel.Minor}, {RuntimeInformation.FrameworkDescription}.");
    }

    /// <summary>How many processes of others wanted a processor before the run; on a quiet machine next to none.</summary>
    public static string Load()
    {
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        return $"Load of the machine before the run (average of a minute; a quiet machine has less than 0.5): {load}.";
    }
}
