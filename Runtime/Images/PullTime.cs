using System.Globalization;

namespace Reeve.Runtime.Images;

/// <summary>Writes how long a pull took as a kubelet does, to the millisecond: <c>350ms</c>, <c>1.25s</c>, <c>1m2.5s</c>.</summary>
internal static class PullTime
{
    public static string Format(TimeSpan duration)
    {
        var milliseconds = (long)duration.TotalMilliseconds;
        if (milliseconds < 1000)
        {
            return milliseconds == 0 ? "0s" : string.Create(CultureInfo.InvariantCulture, $"{milliseconds}ms");
        }

        var minutes = milliseconds / 60_000;
        var seconds = string.Create(CultureInfo.InvariantCulture, $"{milliseconds % 60_000 / 1000m:0.###}s");
        return minutes == 0 ? seconds
            : minutes < 60 ? string.Create(CultureInfo.InvariantCulture, $"{minutes}m{seconds}")
            : string.Create(CultureInfo.InvariantCulture, $"{minutes / 60}h{minutes % 60}m{seconds}");
    }
}
