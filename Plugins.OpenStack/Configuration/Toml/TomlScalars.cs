using System.Globalization;
using System.Text.RegularExpressions;

namespace Reeve.Plugins.OpenStack.Configuration.Toml;

/// <summary>Reads what stands without quotes: numbers, booleans, dates and times. Source: TOML 1.0, the grammar (toml.abnf).</summary>
internal static partial class TomlScalars
{
    /// <summary>The value; null: it is none.</summary>
    public static object? Read(string text) => text switch
    {
        "true" => true,
        "false" => false,
        "inf" or "+inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" or "+nan" or "-nan" => double.NaN,
        _ => Integer(text) ?? Float(text) ?? Time(text),
    };

    private static object? Integer(string text)
    {
        if (Decimal().IsMatch(text))
        {
            return long.TryParse(Digits(text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
        }

        if (!Based().IsMatch(text))
        {
            return null;
        }

        var bits = text[1] switch { 'x' => 4, 'o' => 3, _ => 1 };
        var value = 0L;
        foreach (var letter in Digits(text[2..]))
        {
            if (value > long.MaxValue >> bits)
            {
                return null;
            }

            value = (value << bits) | (uint)Convert.ToInt32(letter.ToString(), 16);
        }

        return value;
    }

    private static object? Float(string text) =>
        Real().IsMatch(text) && double.TryParse(Digits(text), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static object? Time(string text)
    {
        if (Clock().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var style = CultureInfo.InvariantCulture;
        var date = match.Groups["date"];
        var clock = match.Groups["clock"];
        var offset = match.Groups["offset"];
        var fraction = match.Groups["fraction"].Value;
        var time = $"{clock.Value}{(fraction.Length > 8 ? fraction[..8] : fraction)}";
        if (!date.Success)
        {
            return TimeOnly.TryParse(time, style, out var local) ? local : null;
        }

        if (!clock.Success)
        {
            return DateOnly.TryParseExact(date.Value, "yyyy-MM-dd", style, DateTimeStyles.None, out var day) ? day : null;
        }

        var both = $"{date.Value}T{time}";
        if (!offset.Success)
        {
            return DateTime.TryParse(both, style, DateTimeStyles.None, out var moment) ? moment : null;
        }

        return DateTimeOffset.TryParse(both + offset.Value.ToUpperInvariant(), style, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
    }

    private static string Digits(string text) => text.Replace("_", "", StringComparison.Ordinal);

    [GeneratedRegex(@"\A[+-]?(0|[1-9](_?[0-9])*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Decimal();

    [GeneratedRegex(@"\A0(x[0-9A-Fa-f](_?[0-9A-Fa-f])*|o[0-7](_?[0-7])*|b[01](_?[01])*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Based();

    [GeneratedRegex(@"\A[+-]?(0|[1-9](_?[0-9])*)(\.[0-9](_?[0-9])*([eE][+-]?[0-9](_?[0-9])*)?|[eE][+-]?[0-9](_?[0-9])*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Real();

    [GeneratedRegex(
        @"\A((?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})([Tt ](?<clock>[0-9]{2}:[0-9]{2}:[0-9]{2})(?<fraction>\.[0-9]+)?(?<offset>[Zz]|[+-][0-9]{2}:[0-9]{2})?)?|(?<clock>[0-9]{2}:[0-9]{2}:[0-9]{2})(?<fraction>\.[0-9]+)?)\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Clock();
}
