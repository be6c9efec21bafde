using System.Globalization;

namespace Reeve.Host.Configuration;

/// <summary>A number of bytes, written like a Kubernetes quantity with the suffixes that sizes use.</summary>
/// <param name="Bytes">The number; not negative.</param>
internal readonly record struct ByteSize(long Bytes)
{
    private static readonly (string Suffix, long Factor)[] Units =
    [
        ("Ti", 1L << 40), ("Gi", 1L << 30), ("Mi", 1L << 20), ("Ki", 1L << 10),
        ("T", 1_000_000_000_000), ("G", 1_000_000_000), ("M", 1_000_000), ("k", 1_000),
    ];

    /// <summary>Reads <c>10Mi</c>, <c>500k</c>, <c>4096</c>.</summary>
    public static bool TryParse(string text, out ByteSize size)
    {
        var (suffix, factor) = Array.Find(Units, unit => text.EndsWith(unit.Suffix, StringComparison.Ordinal));
        var digits = suffix is null ? text : text[..^suffix.Length];
        size = default;
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number > long.MaxValue / Math.Max(factor, 1))
        {
            return false;
        }

        size = new ByteSize(number * Math.Max(factor, 1));
        return true;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var bytes = Bytes;
        var (suffix, factor) = Array.Find(Units, unit => bytes != 0 && bytes % unit.Factor == 0);
        return (Bytes / Math.Max(factor, 1)).ToString(CultureInfo.InvariantCulture) + suffix;
    }
}
