using System.Globalization;

namespace Reeve.Plugins.Process.Records;

/// <summary>Times as the supervisor writes them: nanoseconds since 1970, UTC.</summary>
internal static class WallClock
{
    private const long NanosecondsPerTick = 100;

    public static bool TryParse(string text, out DateTimeOffset time)
    {
        var valid = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var nanoseconds);
        time = DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / NanosecondsPerTick);
        return valid;
    }

    public static string Format(DateTimeOffset time) =>
        ((time - DateTimeOffset.UnixEpoch).Ticks * NanosecondsPerTick).ToString(CultureInfo.InvariantCulture);
}
