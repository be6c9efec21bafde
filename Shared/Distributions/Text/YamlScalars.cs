using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Reeve.Distributions.Text;

/// <summary>What a scalar means to the Kubernetes tools: YAML 1.1's words for truth, C's notations of whole numbers, no dates.</summary>
internal static partial class YamlScalars
{
    /// <summary>The value as JSON: null, a boolean, a number or a text.</summary>
    public static JsonNode? Read(Scalar scalar) =>
        scalar.Style is not ScalarStyle.Plain || (scalar.Tag is { IsEmpty: false, IsNonSpecific: false } tag && tag.Value.EndsWith(":str", StringComparison.Ordinal)) ? JsonValue.Create(scalar.Value) : Read(scalar.Value);

    private static JsonNode? Read(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => JsonValue.Create(true),
        "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => JsonValue.Create(false),
        _ when Based().Match(text) is { Success: true } match => BasedNumber(match) is { } number ? JsonValue.Create(number) : JsonValue.Create(text),
        _ when Whole().IsMatch(text) && long.TryParse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ when Real().IsMatch(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };

    private static long? BasedNumber(Match match)
    {
        var (digits, radix) = match.Groups["digits"].Value switch
        {
            ['x' or 'X', .. var rest] => (rest, 16),
            ['b' or 'B', .. var rest] => (rest, 2),
            ['o' or 'O', .. var rest] => (rest, 8),
            var rest => (rest, 8), // file modes: 0644
        };
        long value = 0;
        foreach (var letter in digits)
        {
            var digit = char.IsAsciiHexDigit(letter) ? Convert.ToInt32(letter.ToString(), 16) : radix;
            if (digit >= radix || value > long.MaxValue / radix - 1)
            {
                return null;
            }

            value = value * radix + digit;
        }

        return digits.Length == 0 ? null : match.Groups["sign"].Value == "-" ? -value : value;
    }

    [GeneratedRegex(@"\A(?<sign>[-+]?)0(?<digits>[xXbBoO]?[0-9a-fA-F]+)\z")]
    private static partial Regex Based();

    [GeneratedRegex(@"\A[-+]?[0-9][0-9_]*\z")]
    private static partial Regex Whole();

    [GeneratedRegex(@"\A[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex Real();
}
