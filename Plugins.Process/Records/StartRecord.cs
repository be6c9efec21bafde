using System.Globalization;

namespace Reeve.Plugins.Process.Records;

/// <summary>What a supervisor says and records when the workload is about to run; see <c>records.h</c>.</summary>
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

    /// <summary>Reads the line; null if it is none.</summary>
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
