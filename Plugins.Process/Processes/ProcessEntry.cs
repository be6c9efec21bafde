using System.Globalization;

namespace Reeve.Plugins.Process.Processes;

/// <summary>One line of <c>/proc/PID/stat</c>; see proc(5).</summary>
internal sealed record ProcessEntry
{
    public required int Pid { get; init; }

    public required char State { get; init; }

    public required int Parent { get; init; }

    public required int Session { get; init; }

    /// <summary>Processor time of the process and of its children that it has waited for, in clock ticks.</summary>
    public required long Ticks { get; init; }

    public required long Threads { get; init; }

    /// <summary>In clock ticks since boot, as printed.</summary>
    public required string Start { get; init; }

    public bool IsZombie => State is 'Z' or 'X';

    /// <summary>The process, or null if there is none.</summary>
    public static ProcessEntry? Read(int pid)
    {
        try
        {
            return Parse(pid, File.ReadAllText($"/proc/{pid}/stat"));
        }
        catch (IOException)
        {
            return null; // it ended: ENOENT before, ESRCH while reading
        }
    }

    /// <summary>Reads a line. The command name is in parentheses and may itself hold any character.</summary>
    public static ProcessEntry? Parse(int pid, string line)
    {
        var end = line.LastIndexOf(')');
        var fields = end < 0 ? [] : line[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length < 20
            ? null
            : new ProcessEntry
            {
                Pid = pid,
                State = fields[0][0],
                Parent = (int)Number(fields[1]),
                Session = (int)Number(fields[3]),
                Ticks = Number(fields[11]) + Number(fields[12]) + Number(fields[13]) + Number(fields[14]),
                Threads = Number(fields[17]),
                Start = fields[19],
            };
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
