using System.Text;

namespace Reeve.Runtime.KubeletApi.Metrics;

/// <summary>Names of OpenTelemetry as names of Prometheus.</summary>
internal static class MetricNames
{
    /// <summary>The name of an instrument: dots become underscores, the unit is spelt out, and counters end in <c>_total</c>.</summary>
    public static string Of(string instrument, string? unit, bool counter)
    {
        var name = Clean(instrument);
        var suffix = unit switch
        {
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            _ => "",
        };
        if (!name.EndsWith(suffix, StringComparison.Ordinal))
        {
            name += suffix;
        }

        return counter && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    /// <summary>The name of a label.</summary>
    public static string Clean(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            text.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        }

        return text.Length == 0 || char.IsAsciiDigit(text[0]) ? "_" + text : text.ToString();
    }
}
