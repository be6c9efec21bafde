using System.Globalization;

namespace Reeve.AspNetCore.Clusters.Wire;

/// <summary>Times as the API writes them.</summary>
internal static class WireTimes
{
    /// <summary>RFC 3339 in UTC, to the nanosecond; trailing zeros left out.</summary>
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Text(DateTimeOffset)"/>
    public static string? Text(DateTimeOffset? time) => time is { } known ? Text(known) : null;

    /// <summary>A date of a certificate: <c>Jan 02, 2006 15:04 UTC</c>.</summary>
    public static string Date(DateTimeOffset time) => time.UtcDateTime.ToString("MMM dd, yyyy HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
