using System.Globalization;

namespace Reeve.Plugins.Systemd.Cgroups;

/// <summary>Where the files of a control group are: in one tree (v2), or in one tree for each controller beside systemd's own (v1, hybrid).</summary>
/// <param name="root">Where control groups are mounted.</param>
internal sealed class CgroupLayout(string root = "/sys/fs/cgroup")
{
    private static readonly string[] Controllers = ["cpu", "cpuacct", "cpuset", "memory", "pids", "devices", "freezer", "blkio", "systemd", "unified"];

    public bool IsUnified { get; } = File.Exists(Path.Combine(root, "cgroup.controllers"));

    /// <summary>The directories of a control group, one for each tree in which it exists.</summary>
    public IReadOnlyList<string> DirectoriesOf(string group) => IsUnified
        ? Existing([root + group])
        : Existing(Controllers.Select(controller => Path.Combine(root, controller) + group));

    /// <summary>The file that counts what the kernel killed for want of memory; null where systemd itself says it.</summary>
    public string? OomCount(string group) => IsUnified ? null : Path.Combine(root, "memory") + group + "/memory.oom_control";

    /// <summary>The processes of a control group and those below it.</summary>
    public IReadOnlyList<int> Processes(string group)
    {
        var directory = IsUnified ? root + group : Path.Combine(root, "systemd") + group;
        try
        {
            return Directory.Exists(directory)
                ? [.. Directory.EnumerateFiles(directory, "cgroup.procs", SearchOption.AllDirectories).SelectMany(File.ReadLines)
                    .Select(line => int.Parse(line, CultureInfo.InvariantCulture)).Where(pid => pid > 0)]
                : [];
        }
        catch (IOException)
        {
            // It was removed while we looked, which systemd does once it is empty.
            return [];
        }
    }

    public TimeSpan? CpuTime(string group)
    {
        // Microseconds in both: the v2 tree of a hybrid layout counts processor time without a controller.
        var statistics = ReadPairs((IsUnified ? root : Path.Combine(root, "unified")) + group + "/cpu.stat");
        return statistics.TryGetValue("usage_usec", out var microseconds) ? TimeSpan.FromMicroseconds(microseconds)
            : ReadNumber(Path.Combine(root, "cpuacct") + group + "/cpuacct.usage") is { } nanoseconds ? TimeSpan.FromTicks(nanoseconds / 100)
            : null;
    }

    /// <summary>Bytes that cannot be reclaimed easily, and bytes of anonymous memory.</summary>
    public (long? WorkingSet, long? Anonymous) Memory(string group)
    {
        var directory = IsUnified ? root + group : Path.Combine(root, "memory") + group;
        var used = ReadNumber(Path.Combine(directory, IsUnified ? "memory.current" : "memory.usage_in_bytes"));
        var statistics = ReadPairs(Path.Combine(directory, "memory.stat"));
        var inactive = statistics.GetValueOrDefault(IsUnified ? "inactive_file" : "total_inactive_file");
        long? anonymous = statistics.TryGetValue(IsUnified ? "anon" : "total_rss", out var bytes) ? bytes : null;
        return (used is { } all ? Math.Max(0, all - inactive) : null, anonymous);
    }

    public long? Tasks(string group) => ReadNumber((IsUnified ? root : Path.Combine(root, "pids")) + group + "/pids.current");

    private static List<string> Existing(IEnumerable<string> directories) => [.. directories.Where(Directory.Exists)];

    private static long? ReadNumber(string path) =>
        ReadLines(path) is [var line, ..] && long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Dictionary<string, long> ReadPairs(string path) => ReadLines(path)
        .Select(line => line.Split(' '))
        .Where(words => words.Length == 2 && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out _))
        .ToDictionary(words => words[0], words => long.Parse(words[1], CultureInfo.InvariantCulture));

    private static string[] ReadLines(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (IOException)
        {
            // The group was removed between the question and the answer.
            return [];
        }
    }
}
