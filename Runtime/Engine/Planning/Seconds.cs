namespace Reeve.Runtime.Engine.Planning;

/// <summary>
/// Durations that a manifest gives in seconds. The API allows numbers that neither a date nor a timer can take; a century is as
/// good as for ever.
/// </summary>
internal static class Seconds
{
    private const long Century = 100L * 365 * 24 * 3600;

    /// <summary>The longest time that a timer is set for at once.</summary>
    public static TimeSpan LongestTimer { get; } = TimeSpan.FromDays(30);

    public static TimeSpan Of(long seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, Century));

    public static TimeSpan Bound(TimeSpan duration) => duration.TotalSeconds < Century ? duration : TimeSpan.FromSeconds(Century);

    /// <summary>A duration for a timer.</summary>
    public static TimeSpan ForTimer(TimeSpan duration) => duration < LongestTimer ? duration : LongestTimer;
}
