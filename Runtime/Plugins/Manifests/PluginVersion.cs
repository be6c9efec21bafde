using System.Globalization;
using System.Text.RegularExpressions;

namespace Reeve.Runtime.Plugins.Manifests;

/// <summary>A version after Semantic Versioning 2.0.0, ordered by its precedence (section 11).</summary>
internal sealed partial class PluginVersion : IComparable<PluginVersion>
{
    private readonly int[] _core;
    private readonly string[] _preRelease;

    private PluginVersion(string text, int[] core, string[] preRelease) => (Text, _core, _preRelease) = (text, core, preRelease);

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <summary>The version of something that does not tell.</summary>
    public static PluginVersion Zero { get; } = new("0.0.0", [0, 0, 0], []);

    public static PluginVersion? TryParse(string text)
    {
        var match = text.Length <= 128 ? Grammar().Match(text) : Match.Empty;
        if (!match.Success)
        {
            return null;
        }

        var core = new int[3];
        for (var i = 0; i < 3; i++)
        {
            if (!int.TryParse(match.Groups[i + 1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out core[i]))
            {
                return null;
            }
        }

        return new PluginVersion(text, core, match.Groups[4].Success ? match.Groups[4].Value.Split('.') : []);
    }

    public int CompareTo(PluginVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        for (var i = 0; i < 3; i++)
        {
            if (_core[i] != other._core[i])
            {
                return _core[i].CompareTo(other._core[i]);
            }
        }

        // A pre-release comes before the release itself.
        if (_preRelease.Length == 0 || other._preRelease.Length == 0)
        {
            return other._preRelease.Length.CompareTo(_preRelease.Length);
        }

        for (var i = 0; i < Math.Min(_preRelease.Length, other._preRelease.Length); i++)
        {
            var order = ComparePart(_preRelease[i], other._preRelease[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return _preRelease.Length.CompareTo(other._preRelease.Length);
    }

    public override string ToString() => Text;

    // Numbers by value and before words; words by ASCII.
    private static int ComparePart(string a, string b)
    {
        var aIsNumber = a.All(char.IsAsciiDigit);
        var bIsNumber = b.All(char.IsAsciiDigit);
        return (aIsNumber, bIsNumber) switch
        {
            (true, true) => a.Length != b.Length ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(a, b),
            (true, false) => -1,
            (false, true) => 1,
            _ => string.CompareOrdinal(a, b),
        };
    }

    [GeneratedRegex(
        @"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(?:-((?:0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Grammar();
}
