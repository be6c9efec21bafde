using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Reeve.Runtime.Manifests.Documents;

/// <summary>
/// What a plain scalar means to the Kubernetes tools: YAML 1.1's words for truth, C's notations of whole numbers, no dates.
/// Source: the resolution rules of sigs.k8s.io/yaml.
/// </summary>
internal static partial class YamlScalar
{
    private const int MaxDigits = 400;

    /// <summary>Resolves a plain scalar to a kind and its JSON text (for a string: itself).</summary>
    public static (NodeKind Kind, string Text) Resolve(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => (NodeKind.Null, "null"),
        "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => (NodeKind.Boolean, "true"),
        "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => (NodeKind.Boolean, "false"),
        _ => ResolveNumber(text) is { } number ? (NodeKind.Number, number) : (NodeKind.String, text),
    };

    /// <summary>Whether the text means an infinity or no number at all, which JSON cannot say.</summary>
    public static bool IsNotFinite(string text) =>
        text is ".nan" or ".NaN" or ".NAN" or ".inf" or ".Inf" or ".INF"
            or "+.inf" or "+.Inf" or "+.INF" or "-.inf" or "-.Inf" or "-.INF";

    private static string? ResolveNumber(string text)
    {
        if (text.Length > MaxDigits || !(char.IsAsciiDigit(text[0]) || text[0] is '+' or '-' or '.'))
        {
            return null;
        }

        var plain = text[0] == '.' ? text : text.Replace("_", "", StringComparison.Ordinal);
        return ParseInteger(plain)?.ToString(CultureInfo.InvariantCulture) ?? ParseFloat(plain);
    }

    private static BigInteger? ParseInteger(string text)
    {
        var digits = text.AsSpan();
        var negative = digits.Length > 0 && digits[0] == '-';
        if (digits.Length > 0 && digits[0] is '-' or '+')
        {
            digits = digits[1..];
        }

        var radix = 10;
        if (digits.Length > 1 && digits[0] == '0')
        {
            (radix, var prefix) = digits[1] switch
            {
                'x' or 'X' => (16, 2),
                'o' or 'O' => (8, 2),
                'b' or 'B' => (2, 2),
                _ => (8, 1),
            };
            digits = digits[prefix..];
        }

        return ParseDigits(digits, radix) is { } value ? negative ? -value : value : null;
    }

    private static BigInteger? ParseDigits(ReadOnlySpan<char> digits, int radix)
    {
        var value = BigInteger.Zero;
        foreach (var c in digits)
        {
            var digit = char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(), 16) : radix;
            if (digit >= radix)
            {
                return null;
            }

            value = (value * radix) + digit;
        }

        return digits.IsEmpty ? null : value;
    }

    private static string? ParseFloat(string text)
    {
        if (!FloatPattern().IsMatch(text))
        {
            return null;
        }

        if (JsonNumberPattern().IsMatch(text))
        {
            return double.IsFinite(double.Parse(text, CultureInfo.InvariantCulture)) ? text : null;
        }

        var value = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"\A[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex FloatPattern();

    [GeneratedRegex(@"\A-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?\z")]
    private static partial Regex JsonNumberPattern();
}
