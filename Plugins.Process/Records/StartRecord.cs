using System.Globalization;

namespace Reeve.Plugins.Process.Records;

/// <summary>What a supervisor says, and puts into the journal, when the workload is about to run; see <c>records.h</c>.</summary>
internal sealed record StartRecord
{
    private const int Fields = 7;

    public required int SupervisorPid { get; init; }

    /// <summary>In clock ticks since boot, as /proc prints it: together with the pid and the boot it identifies a process.</summary>
    public required string SupervisorStart { get; init; }

    public required int MainPid { get; init; }

    public required string MainStart { get; init; }

    public required string BootId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>
    /// Reads the beginning of a journal's line, up to the label; null if it is none. A container that was not even tried has the
    /// word for that in place of a start.
    /// </summary>
    public static (StartRecord? Start, string Label)? ParsePrefix(string text, string untried)
    {
        if (text.StartsWith(untried + " ", StringComparison.Ordinal))
        {
            return (null, text[(untried.Length + 1)..]);
        }

        var parts = text.Split(' ', Fields + 1);
        return parts.Length == Fields + 1 && Parse(string.Join(' ', parts[..Fields])) is { } start ? (start, parts[Fields]) : null;
    }

    /// <summary>Reads an answer; null if it is none.</summary>
    public static StartRecord? Parse(string line)
    {
        var parts = line.Split(' ');
        return parts.Length == Fields
            && parts[0] == "started"
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var supervisor)
            && int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var main)
            && WallClock.TryParse(parts[6], out var time)
                ? new StartRecord
                {
                    SupervisorPid = supervisor,
                    SupervisorStart = parts[2],
                    MainPid = main,
                    MainStart = parts[4],
                    BootId = parts[5],
                    StartedAt = time,
                }
                : null;
    }
}
