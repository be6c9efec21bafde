using System.Text.RegularExpressions;
using Reeve.Testing;

namespace Reeve.Host.Tests.Clusters.OpenApi;

/// <summary>What the sources say about the properties of types on the wire.</summary>
internal sealed partial class WireComments
{
    private readonly Dictionary<string, string> _sources = new[] { "AspNetCore/Clusters/Wire", "AspNetCore/Clusters/Serving", "AspNetCore/Proxies/Wire", "Host/Packages/Wire", "AspNetCore/Names/Wire", "AspNetCore/Flavors/Wire", "AspNetCore/Overview", "Runtime/Proxies/Specs" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs"))
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), File.ReadAllText);

    public string? Find(Type type, string name)
    {
        if (!_sources.TryGetValue(type.Name, out var source))
        {
            return null;
        }

        foreach (Match match in Comment().Matches(source))
        {
            if (match.Groups["json"].Value is { Length: > 0 } given ? given == name : string.Equals(match.Groups["name"].Value, name, StringComparison.OrdinalIgnoreCase))
            {
                var text = Marks().Replace(match.Groups["text"].Value, mark => mark.Groups["code"].Success ? mark.Groups["code"].Value : Camel(mark.Groups["see"].Value));
                return text.Replace("&lt;", "<", StringComparison.Ordinal).Trim();
            }
        }

        return null;
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    [GeneratedRegex("""/// <summary>(?<text>[^\n]*)</summary>\s+(\[JsonPropertyName\("(?<json>[^"]+)"\)\]\s+|\[[^\n]+\]\s+)*public (required )?[^\n(]*? (?<name>\w+) \{""")]
    private static partial Regex Comment();

    [GeneratedRegex("""<c>(?<code>[^<]*)</c>|<see cref="(?<see>\w+)"/>""")]
    private static partial Regex Marks();
}
