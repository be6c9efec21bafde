using System.Globalization;

namespace Reeve.Host.Rendering.Clusters;

/// <summary>How long something took, for people: tenths of a second matter only where it was short.</summary>
internal static class Elapsed
{
    /// <summary>Writes a length: <c>0.3s</c>, <c>12s</c>, <c>3m20s</c>.</summary>
    public static string Of(double seconds) => seconds < 10 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, seconds):0.0}s") : Age.Of(TimeSpan.FromSeconds(seconds));

    /// <summary>From one time to another; empty if the first is not known.</summary>
    /// <param name="start">When it began (RFC 3339).</param>
    /// <param name="end">When it ended (RFC 3339); null while it goes on.</param>
    /// <param name="now">The time.</param>
    public static string Between(string? start, string? end, DateTimeOffset now) =>
        Time(start) is { } began ? Of(((Time(end) ?? now) - began).TotalSeconds) : "";

    /// <summary>A time as the API writes it; null for none.</summary>
    public static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
