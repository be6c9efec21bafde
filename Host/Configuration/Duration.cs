using System.Globalization;
using Reeve.Runtime.Text;

namespace Reeve.Host.Configuration;

/// <summary>A length of time, written as people do: <c>90s</c>, <c>5m</c>, <c>2h30m</c>.</summary>
/// <param name="Length">The length; not negative.</param>
internal readonly record struct Duration(TimeSpan Length)
{
    /// <summary>Reads a duration.</summary>
    public static bool TryParse(string text, out Duration duration)
    {
        var parsed = DurationText.TryParse(text, out var length);
        duration = new Duration(length);
        return parsed;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var parts = new[] { ((long)Length.TotalHours, "h"), (Length.Minutes, "m"), (Length.Seconds, "s"), (Length.Milliseconds, "ms") }
            .Where(part => part.Item1 > 0)
            .Select(part => part.Item1.ToString(CultureInfo.InvariantCulture) + part.Item2);
        return string.Concat(parts) is { Length: > 0 } text ? text : "0s";
    }
}
