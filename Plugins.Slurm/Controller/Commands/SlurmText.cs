using System.Globalization;

namespace Reeve.Plugins.Slurm.Controller.Commands;

/// <summary>Reads values as Slurm's commands print them. Nothing here throws: what cannot be read is as good as absent.</summary>
internal static class SlurmText
{
    /// <summary>Whether a value stands for none.</summary>
    public static bool IsNone(string text) => text.Trim() is "" or "None" or "none" or "(null)" or "N/A" or "n/a" or "NONE" or "Unknown" or "None assigned" or "-";

    /// <summary>The value, empty if it stands for none.</summary>
    public static string Value(string text) => IsNone(text) ? "" : text.Trim();

    /// <summary>A whole number that is not negative; null otherwise.</summary>
    public static long? Number(string text) =>
        long.TryParse(text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A time in seconds since 1970 (<c>SLURM_TIME_FORMAT=%s</c>) or, where the version does not know that variable, as ISO 8601 in UTC.</summary>
    public static DateTimeOffset? Time(string text)
    {
        if (Number(text) is { } seconds)
        {
            return FromUnix(seconds);
        }

        return DateTimeOffset.TryParseExact(text.Trim(), "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
    }

    /// <summary>A time in seconds since 1970; null for zero and what no calendar holds, which Slurm uses for "not known" and "never".</summary>
    public static DateTimeOffset? FromUnix(long seconds) => seconds is > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    /// <summary>A length of time as <c>minutes</c>, <c>minutes:seconds</c>, <c>hours:minutes:seconds</c>, each with <c>days-</c> before; null for none and for no limit.</summary>
    public static TimeSpan? Duration(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var days = dash > 0 ? Number(text[..dash]) : 0;
        var parts = (dash > 0 ? text[(dash + 1)..] : text).Split(':').Select(Number).ToList();
        if (days is null or > 100_000 || parts.Count > 3 || parts.Exists(part => part is null or > 10_000_000))
        {
            return null;
        }

        // sinfo and squeue print minutes:seconds where there are two; after days the first is always hours.
        var seconds = (parts.Count, dash > 0) switch
        {
            (1, false) => parts[0] * 60,
            (1, true) => parts[0] * 3600,
            (2, false) => (parts[0] * 60) + parts[1],
            (2, true) => (parts[0] * 3600) + (parts[1] * 60),
            _ => (parts[0] * 3600) + (parts[1] * 60) + parts[2],
        };
        return TimeSpan.FromSeconds((days.Value * 86400) + seconds!.Value);
    }
}
