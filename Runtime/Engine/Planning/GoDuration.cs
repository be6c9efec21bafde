using System.Globalization;

namespace Reeve.Runtime.Engine.Planning;

/// <summary>Writes durations as Go does, whole seconds only: <c>10s</c>, <c>1m20s</c>, <c>5m0s</c>.</summary>
internal static class GoDuration
{
    public static string Format(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        var text = string.Create(CultureInfo.InvariantCulture, $"{seconds % 60}s");
        if (seconds >= 60)
        {
            text = string.Create(CultureInfo.InvariantCulture, $"{seconds / 60 % 60}m{text}");
        }

        return seconds >= 3600 ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}h{text}") : text;
    }
}
