using Reeve.Runtime.Linux;

namespace Reeve.Runtime.KubeletApi.Stats;

/// <summary>Measures this machine by proc(5) and statfs(2). Thread-safe.</summary>
/// <param name="directory">A directory on the disk that matters.</param>
/// <param name="time">Tells the time.</param>
internal sealed class MachineMeter(string directory, TimeProvider time)
{
    public MachineStats Read()
    {
        var stat = Text("/proc/stat");
        var memory = ProcText.Numbers(Text("/proc/meminfo"));
        var faults = ProcText.Numbers(Text("/proc/vmstat"));
        var disk = OperatingSystem.IsLinux() ? FileSystems.ReadUsage(directory) : null;
        var total = Of(memory, "MemTotal");
        var usage = total - Of(memory, "MemFree");
        var workingSet = usage - Of(memory, "Inactive(file)");
        return new MachineStats
        {
            Time = time.GetUtcNow(),
            BootTime = ProcText.BootTime(stat),
            CpuTime = ProcText.CpuTime(stat),
            Processors = Environment.ProcessorCount,
            MemoryTotalBytes = total,
            MemoryUsageBytes = usage,
            MemoryWorkingSetBytes = workingSet,
            MemoryAvailableBytes = total - workingSet,
            MemoryRssBytes = Of(memory, "AnonPages"),
            PageFaults = Of(faults, "pgfault"),
            MajorPageFaults = Of(faults, "pgmajfault"),
            SwapTotalBytes = Of(memory, "SwapTotal"),
            SwapUsedBytes = Of(memory, "SwapTotal") - Of(memory, "SwapFree"),
            DiskTotalBytes = disk?.TotalBytes,
            DiskAvailableBytes = disk?.AvailableBytes,
            Inodes = disk?.Inodes,
            InodesFree = disk?.FreeInodes,
            Threads = ProcText.Threads(Text("/proc/loadavg")),
            MaxProcessId = Text("/proc/sys/kernel/pid_max") is { Length: > 0 } text ? ProcText.Number(text) : null,
            MainInterface = ProcText.MainInterface(Text("/proc/net/route")),
            Interfaces = ProcText.Interfaces(Text("/proc/net/dev")),
        };
    }

    private static long? Of(IReadOnlyDictionary<string, long> numbers, string name) =>
        numbers.TryGetValue(name, out var number) ? number : null;

    // What is not there, as on other systems, is not measured.
    private static string Text(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
