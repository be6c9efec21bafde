using System.Globalization;

namespace Reeve.Kubernetes;

/// <summary>
/// Reads <c>2026-04-05T06:07:08[.fraction](Z|±hh:mm)</c>. Digits of the fraction beyond the seventh are dropped.
/// </summary>
internal static class Rfc3339
{
    private const string Pattern = "yyyy-MM-dd'T'HH:mm:ss";

    public static string Error(string text) => $"'{text}' is not a time of the form 2026-04-05T06:07:08Z.";

    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset value)
    {
        value = default;
        const int FractionStart = 19;
        if (text.Length <= FractionStart
            || !DateTime.TryParseExact(text[..FractionStart], Pattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out var seconds))
        {
            return false;
        }

        var rest = text[FractionStart..];
        if (!TryTakeFraction(ref rest, out var ticks) || !TryReadOffset(rest, out var offset))
        {
            return false;
        }

        var utc = seconds.Ticks + ticks - offset.Ticks;
        if (utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        value = new DateTimeOffset(utc, TimeSpan.Zero);
        return true;
    }

    private static bool TryTakeFraction(ref ReadOnlySpan<char> text, out long ticks)
    {
        ticks = 0;
        if (text[0] != '.')
        {
            return true;
        }

        text = text[1..];
        var end = text.IndexOfAnyExceptInRange('0', '9');
        if (end <= 0)
        {
            return false;
        }

        var unit = TimeSpan.TicksPerSecond;
        foreach (var digit in text[..end])
        {
            unit /= 10;
            ticks += (digit - '0') * unit;
        }

        text = text[end..];
        return true;
    }

    private static bool TryReadOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text is "Z")
        {
            return true;
        }

        if (text.Length != 6 || text[0] is not ('+' or '-')
            || !TimeSpan.TryParseExact(text[1..], @"hh\:mm", CultureInfo.InvariantCulture, out offset))
        {
            return false;
        }

        offset = text[0] == '-' ? -offset : offset;
        return true;
    }
}
