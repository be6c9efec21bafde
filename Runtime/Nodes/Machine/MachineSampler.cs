using System.Globalization;
using System.Net.NetworkInformation;
using Reeve.Runtime.Linux;

namespace Reeve.Runtime.Nodes.Machine;

/// <summary>Measures this machine by proc(5) and statfs(2).</summary>
/// <param name="directory">A directory on the disk that matters.</param>
internal sealed class MachineSampler(string directory) : IMachineSampler
{
    /// <inheritdoc/>
    public MachineSample Sample()
    {
        var disk = OperatingSystem.IsLinux() ? FileSystems.ReadUsage(directory) : null;
        return new MachineSample
        {
            MemoryAvailableBytes = ParseMemoryAvailable(Read("/proc/meminfo")),
            DiskAvailable = disk is { TotalBytes: > 0 } ? (double)disk.AvailableBytes / disk.TotalBytes : null,
            InodesAvailable = disk is { Inodes: > 0 } ? (double)disk.FreeInodes / disk.Inodes : null,
            ProcessIdsAvailable = ProcessIdsAvailable(Read("/proc/loadavg"), Read("/proc/sys/kernel/pid_max"), Read("/proc/sys/kernel/threads-max")),
            HasNetwork = HasNetwork(),
        };
    }

    /// <summary>Reads <c>MemAvailable</c> of <c>/proc/meminfo</c>.</summary>
    public static long? ParseMemoryAvailable(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            const string key = "MemAvailable:";
            if (line.StartsWith(key, StringComparison.Ordinal))
            {
                var value = line[key.Length..].Trim();
                var end = value.IndexOf(' ');
                return long.TryParse(end < 0 ? value : value[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var kibibytes)
                    ? kibibytes * 1024
                    : null;
            }
        }

        return null;
    }

    /// <summary>What is left of process ids: each thread takes one.</summary>
    /// <param name="loadAverage"><c>/proc/loadavg</c>; its fourth field is the number of running threads, a slash, and all threads.</param>
    /// <param name="maxIds"><c>pid_max</c>.</param>
    /// <param name="maxThreads"><c>threads-max</c>.</param>
    public static double? ProcessIdsAvailable(string loadAverage, string maxIds, string maxThreads)
    {
        var fields = loadAverage.Split(' ');
        var slash = fields.Length > 3 ? fields[3].IndexOf('/', StringComparison.Ordinal) : -1;
        if (slash < 0 || Number(fields[3][(slash + 1)..]) is not { } used || Number(maxIds) is not { } ids)
        {
            return null;
        }

        var limit = Math.Min(ids, Number(maxThreads) ?? ids);
        return limit > 0 ? Math.Max(0, 1 - ((double)used / limit)) : null;
    }

    private static long? Number(string text) =>
        long.TryParse(text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // A machine without any network but the loopback still works with a cluster on itself.
    private static bool? HasNetwork()
    {
        try
        {
            return NetworkInterface.GetAllNetworkInterfaces().Any(card => card.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown);
        }
        catch (NetworkInformationException)
        {
            return null;
        }
    }

    private static string Read(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
