using System.Globalization;

namespace Reeve.Plugins.Slurm.Controller;

/// <summary>Reads lists of generic resources. Source: slurm.conf(5), Gres; scontrol(1).</summary>
internal static class GenericResourceList
{
    /// <summary>Adds what a list says to totals: <c>gpu:a100:4(S:0-1),shard:16</c> counts under <c>gpu</c> and <c>gpu:a100</c>, and under <c>shard</c>.</summary>
    public static void AddTo(Dictionary<string, long> totals, string list, long nodes)
    {
        foreach (var item in Split(list))
        {
            var text = item.IndexOf('(', StringComparison.Ordinal) is var at and >= 0 ? item[..at] : item;
            var parts = text.Split(':', StringSplitOptions.TrimEntries);
            if (parts[0].Length == 0)
            {
                continue;
            }

            var hasCount = parts.Length > 1 && Count(parts[^1]) is not null;
            var count = (hasCount ? Count(parts[^1])!.Value : 1) * nodes;
            totals[parts[0]] = totals.GetValueOrDefault(parts[0]) + count;

            // Between name and count there are a type, and words such as no_consume.
            var types = parts[1..(hasCount ? ^1 : parts.Length)];
            if (types.Length > 0 && types[0].Length > 0 && types[0] != "no_consume")
            {
                var typed = $"{parts[0]}:{types[0]}";
                totals[typed] = totals.GetValueOrDefault(typed) + count;
            }
        }
    }

    private static long? Count(string text)
    {
        var factor = text.Length == 0 ? 1 : char.ToUpperInvariant(text[^1]) switch { 'K' => 1L << 10, 'M' => 1L << 20, 'G' => 1L << 30, 'T' => 1L << 40, _ => 1 };
        var digits = factor > 1 ? text.AsSpan(0, text.Length - 1) : text;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= long.MaxValue >> 41 ? number * factor : null;
    }

    private static IEnumerable<string> Split(string list)
    {
        // Commas also stand inside the brackets: gpu:2(S:0,1).
        var (start, depth) = (0, 0);
        for (var index = 0; index < list.Length; index++)
        {
            depth += list[index] switch { '(' => 1, ')' => -1, _ => 0 };
            if (list[index] == ',' && depth <= 0)
            {
                yield return list[start..index];
                start = index + 1;
            }
        }

        yield return list[start..];
    }
}
