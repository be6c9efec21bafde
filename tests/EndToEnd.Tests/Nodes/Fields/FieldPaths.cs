using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Reeve.EndToEnd.Nodes.Fields;

/// <summary>Which fields an answer has, without their values.</summary>
internal static partial class FieldPaths
{
    /// <summary>The paths of all leaves: <c>status.conditions[Ready].reason</c>, <c>pods[].containers[].name</c>.</summary>
    public static IEnumerable<string> Of(JsonNode? node) => Of(node, "").Distinct().Order(StringComparer.Ordinal);

    /// <summary>The series of a text in the Prometheus format: their names and the names of their labels.</summary>
    public static IEnumerable<string> OfMetrics(string text) => text.Split('\n')
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => Sample().Match(line))
        .Select(match => $"{match.Groups["name"].Value}{{{string.Join(',', Label().Matches(match.Groups["labels"].Value).Select(label => label.Groups[1].Value).Order())}}}")
        .Distinct()
        .Order(StringComparer.Ordinal);

    /// <summary>Whether a series, as <see cref="OfMetrics"/> shows it, is another one with more labels.</summary>
    public static bool HasLabelsOf(string series, string other)
    {
        var (name, labels) = Split(series);
        var (otherName, otherLabels) = Split(other);
        return labels is not null && name == otherName && otherLabels is not null && !otherLabels.Except(labels).Any();
    }

    /// <summary>The names that <c>kubectl describe</c> prints, each below the name that it is indented under.</summary>
    public static IEnumerable<string> OfDescription(string text)
    {
        var above = new Stack<(int Indent, string Name)>();
        var found = new List<string>();
        foreach (Match line in Described().Matches(text))
        {
            var indent = line.Groups["indent"].Length;
            while (above.Count > 0 && above.Peek().Indent >= indent)
            {
                above.Pop();
            }

            above.Push((indent, line.Groups["name"].Value));
            found.Add(string.Join('/', above.Reverse().Select(one => one.Name)));
        }

        return found.Distinct().Order(StringComparer.Ordinal);
    }

    private static (string Name, string[]? Labels) Split(string series) => series.EndsWith('}') && series.IndexOf('{', StringComparison.Ordinal) is var brace
        ? (series[..brace], series[(brace + 1)..^1].Split(',', StringSplitOptions.RemoveEmptyEntries))
        : (series, null);

    private static IEnumerable<string> Of(JsonNode? node, string path) => node switch
    {
        JsonObject { Count: > 0 } value => value.SelectMany(member => Of(member.Value, Member(path, member.Key))),
        JsonArray { Count: > 0 } array => array.SelectMany(item => Of(item, $"{path}[{Kind(item)}]")),
        JsonValue => [path],
        _ => [], // nothing, or nothing in it
    };

    private static string Member(string path, string name) =>
        name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? path.Length == 0 ? name : $"{path}.{name}" : $"{path}['{name}']";

    // Conditions and addresses are told apart by their type.
    private static string Kind(JsonNode? item) => (item as JsonObject)?["type"] is JsonValue type ? type.ToString() : "";

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][\w:]*)(\{(?<labels>.*)\})? """)]
    private static partial Regex Sample();

    [GeneratedRegex("""(\w+)="(?:[^"\\]|\\.)*""")]
    private static partial Regex Label();

    [GeneratedRegex("""^(?<indent> *)(?<name>[A-Z][A-Za-z -]*):""", RegexOptions.Multiline)]
    private static partial Regex Described();
}
