using System.Buffers;
using System.Globalization;

namespace Reeve.Runtime.Text;

/// <summary>Durations as people write them: <c>90s</c>, <c>5m</c>, <c>2h30m</c>, <c>1.5h</c>, <c>250ms</c>.</summary>
public static class DurationText
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    /// <summary>Reads a duration that is not negative.</summary>
    /// <param name="text">The text.</param>
    /// <param name="length">The duration.</param>
    /// <returns>False if the text is none, or more than 100 000 days.</returns>
    public static bool TryParse(string text, out TimeSpan length)
    {
        length = TimeSpan.Zero;
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept(Digits);
            if (digits <= 0 || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                return false;
            }

            rest = rest[digits..];
            var letters = rest.IndexOfAnyInRange('0', '9');
            var unit = letters < 0 ? rest : rest[..letters];
            double? milliseconds = unit switch { "ms" => 1, "s" => 1000, "m" => 60_000, "h" => 3_600_000, "d" => 86_400_000, _ => null };
            if (milliseconds is not { } factor || number * factor > TimeSpan.MaxValue.TotalMilliseconds / 4)
            {
                return false;
            }

            length += TimeSpan.FromMilliseconds(number * factor);
            rest = rest[unit.Length..];
        }

        return text.Length > 0 && length < TimeSpan.FromDays(100_000);
    }
}
