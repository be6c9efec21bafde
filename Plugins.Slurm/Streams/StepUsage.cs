using System.Globalization;

namespace Reeve.Plugins.Slurm.Streams;

/// <summary>What one step of a job used, as sstat tells it. Source: sstat(1).</summary>
internal sealed record StepUsage
{
    /// <summary>The fields to ask for, in order.</summary>
    public const string Format = "JobID,NTasks,AveCPU,AveRSS";

    /// <summary>The job.</summary>
    public required long Job { get; init; }

    /// <summary>Processor time of all its tasks.</summary>
    public TimeSpan? Cpu { get; init; }

    /// <summary>Resident memory of all its tasks, bytes.</summary>
    public long? Memory { get; init; }

    /// <summary>Reads a line of parsable output.</summary>
    /// <returns>Null if it is none.</returns>
    public static StepUsage? Parse(string line)
    {
        if (line.Split('|') is not [var id, var tasks, var cpu, var memory] || Number(id.Split('.')[0]) is not { } job || Number(tasks) is not { } count)
        {
            return null;
        }

        return new StepUsage { Job = job, Cpu = Time(cpu) * count, Memory = Bytes(memory) is { } bytes ? bytes * count : null };
    }

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // [DD-[HH:]]MM:SS[.mmm]
    private static TimeSpan? Time(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var seconds = dash > 0 && Number(text[..dash]) is { } days ? days * 86400.0 : 0;
        var unit = 1.0;
        foreach (var part in text[(dash + 1)..].Split(':').Reverse())
        {
            if (!double.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            {
                return null;
            }

            seconds += value * unit;
            unit *= 60;
        }

        return TimeSpan.FromSeconds(seconds);
    }

    private static long? Bytes(string text)
    {
        var shift = text is [.., var letter] ? "KMGT".IndexOf(letter, StringComparison.Ordinal) : -1;
        return double.TryParse(shift < 0 ? text : text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? (long)(number * (shift < 0 ? 1 : 1L << (10 * (shift + 1))))
            : null;
    }
}
