using System.Globalization;

namespace Reeve.Host.Rendering;

/// <summary>Lengths of time in the short form that people know from kubectl.</summary>
internal static class Age
{
    /// <summary>The time since then.</summary>
    public static string Since(DateTimeOffset? then, TimeProvider time) =>
        then is { } known ? Of(time.GetUtcNow() - known) : "<unknown>";

    /// <summary>Two units at the start of each range, one later on: 45s, 3m20s, 12m, 5h7m, 20h, 3d4h, 90d.</summary>
    public static string Of(TimeSpan length)
    {
        var seconds = Math.Max(0, (long)length.TotalSeconds);
        return seconds switch
        {
            < 120 => Text(seconds, "s"),
            < 600 => Text(seconds / 60, "m") + Rest(seconds % 60, "s"),
            < 3 * 3600 => Text(seconds / 60, "m"),
            < 8 * 3600 => Text(seconds / 3600, "h") + Rest(seconds % 3600 / 60, "m"),
            < 48 * 3600 => Text(seconds / 3600, "h"),
            < 8 * 86400 => Text(seconds / 86400, "d") + Rest(seconds % 86400 / 3600, "h"),
            _ => Text(seconds / 86400, "d"),
        };
    }

    private static string Text(long number, string unit) => number.ToString(CultureInfo.InvariantCulture) + unit;

    private static string Rest(long number, string unit) => number == 0 ? "" : Text(number, unit);
}
