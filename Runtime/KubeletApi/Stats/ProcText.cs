using System.Globalization;

namespace Reeve.Runtime.KubeletApi.Stats;

/// <summary>Reads the texts of proc(5).</summary>
internal static class ProcText
{
    // USER_HZ, which the kernel fixes for user space.
    private const long TicksPerSecond = 100;

    /// <summary>Processor time of the machine that was not idle: the first line of <c>/proc/stat</c>.</summary>
    public static TimeSpan? CpuTime(string stat)
    {
        var fields = FirstLine(stat, "cpu ").Split(' ', StringSplitOptions.RemoveEmptyEntries);

        // user nice system idle iowait irq softirq steal; guests are counted in user and nice.
        return fields.Length < 8 ? null
            : TimeSpan.FromSeconds((double)(Number(fields[0]) + Number(fields[1]) + Number(fields[2]) + Number(fields[5]) + Number(fields[6]) + Number(fields[7])) / TicksPerSecond);
    }

    /// <summary>When the machine started: <c>btime</c> of <c>/proc/stat</c>.</summary>
    public static DateTimeOffset? BootTime(string stat) =>
        FirstLine(stat, "btime ") is { Length: > 0 } seconds ? DateTimeOffset.FromUnixTimeSeconds(Number(seconds)) : null;

    /// <summary>Lines of a name and a number, such as those of <c>/proc/meminfo</c> and <c>/proc/vmstat</c>.</summary>
    public static IReadOnlyDictionary<string, long> Numbers(string text)
    {
        var numbers = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            var fields = line.Split([' ', ':', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length >= 2)
            {
                numbers[fields[0]] = Number(fields[1]) * (fields is [_, _, "kB"] ? 1024 : 1);
            }
        }

        return numbers;
    }

    /// <summary>Interfaces but the loopback: <c>/proc/net/dev</c>.</summary>
    public static IReadOnlyList<InterfaceSummary> Interfaces(string dev)
    {
        var interfaces = new List<InterfaceSummary>();
        foreach (var line in dev.Split('\n'))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var fields = colon < 0 ? [] : line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length >= 11 && line[..colon].Trim() is not "lo" and var name)
            {
                interfaces.Add(new InterfaceSummary
                {
                    Name = name,
                    RxBytes = (ulong)Number(fields[0]),
                    RxErrors = (ulong)Number(fields[2]),
                    TxBytes = (ulong)Number(fields[8]),
                    TxErrors = (ulong)Number(fields[10]),
                });
            }
        }

        return interfaces;
    }

    /// <summary>The interface of the default route: <c>/proc/net/route</c>.</summary>
    public static string? MainInterface(string route) => route.Split('\n')
        .Select(static line => line.Split('\t', StringSplitOptions.TrimEntries))
        .FirstOrDefault(static fields => fields is [_, "00000000", ..])?[0];

    /// <summary>Threads of the machine: the fourth field of <c>/proc/loadavg</c>.</summary>
    public static long? Threads(string loadavg) =>
        loadavg.Split(' ') is [_, _, _, var counts, ..] && counts.Split('/') is [_, var all] ? Number(all) : null;

    /// <summary>A number; 0 where there is none.</summary>
    public static long Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string FirstLine(string text, string start) =>
        text.Split('\n').FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal))?[start.Length..] ?? "";
}
