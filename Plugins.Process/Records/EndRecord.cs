using System.Globalization;
using Reeve.Plugins.Process.Supervisor;

namespace Reeve.Plugins.Process.Records;

/// <summary>How a container ended: an answer of its supervisor or a line of the journal, written by the agent where the supervisor was killed.</summary>
internal sealed record EndRecord
{
    public required EndKind Kind { get; init; }

    /// <summary>Exit code or signal number.</summary>
    public int Number { get; init; }

    /// <summary>How far a start that failed came.</summary>
    public SupervisorStage Stage { get; init; }

    /// <summary>The error number of a start that failed.</summary>
    public int Error { get; init; }

    /// <summary>Which mount operation failed.</summary>
    public int Index { get; init; }

    /// <summary>When; null in an answer, where it has just happened.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Reads an answer or a line of the journal without the token; null if it is neither.</summary>
    public static EndRecord? Parse(string line)
    {
        var parts = line.TrimEnd(' ', '\n').Split(' ');
        return parts[0] switch
        {
            "exited" => Ended(EndKind.Exited, parts),
            "signaled" => Ended(EndKind.Signaled, parts),
            "lost" => Ended(EndKind.Lost, parts),
            "rebooted" => Ended(EndKind.Rebooted, parts),
            "failed" => Failed(parts),
            _ => null,
        };
    }

    /// <summary>The line for an end that the agent found out itself.</summary>
    public static string Format(EndKind kind, DateTimeOffset time) => kind switch
    {
        EndKind.Failed => $"failed 0 0 0 {WallClock.Format(time)}",
        EndKind.Rebooted => $"rebooted 0 {WallClock.Format(time)}",
        _ => $"lost 0 {WallClock.Format(time)}",
    };

    private static EndRecord? Ended(EndKind kind, string[] parts) =>
        parts.Length == 3 && Number32(parts[1], out var number) && WallClock.TryParse(parts[2], out var time)
            ? new EndRecord { Kind = kind, Number = number, Time = time }
            : null;

    private static EndRecord? Failed(string[] parts)
    {
        DateTimeOffset time = default;
        return parts.Length is 4 or 5
            && Number32(parts[1], out var stage)
            && Number32(parts[2], out var error)
            && Number32(parts[3], out var index)
            && (parts.Length == 4 || WallClock.TryParse(parts[4], out time))
                ? new EndRecord
                {
                    Kind = EndKind.Failed,
                    Stage = (SupervisorStage)stage,
                    Error = error,
                    Index = index,
                    Time = parts.Length == 4 ? null : time,
                }
                : null;
    }

    private static bool Number32(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
