using System.Globalization;
using System.Text.Json.Nodes;
using Reeve.Host.Configuration;
using Reeve.Runtime.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Reeve.Host.Clusters.Manifests;

/// <summary>Takes a manifest to JSON, and says of every field that cannot be taken where it stands, what it is, and what to do.</summary>
/// <param name="file">What the user calls the file.</param>
internal sealed class ManifestChecker(string file)
{
    private readonly List<string> _errors = [];

    /// <summary>What is wrong, a sentence each.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Adds what is wrong with a node.</summary>
    public void Add(YamlNode node, string path, string message) =>
        _errors.Add(string.Create(CultureInfo.InvariantCulture, $"{file}:{node.Start.Line}: {path}{(path.Length > 0 ? ": " : "")}{message}"));

    /// <summary>Converts a node by what may stand there; null if nothing stands there or it is wrong.</summary>
    public JsonNode? Convert(YamlNode node, string path, ManifestField field)
    {
        if (node is YamlScalarNode { Style: ScalarStyle.Plain, Value: "" or "~" or "null" or "Null" or "NULL" })
        {
            return null;
        }

        return field.Kind switch
        {
            ManifestFieldKind.Text => Text(node, path),
            ManifestFieldKind.Boolean => Boolean(node, path),
            ManifestFieldKind.Number => Number(node, path),
            ManifestFieldKind.List => List(node, path, Text),
            ManifestFieldKind.Objects => List(node, path, (item, itemPath) => Convert(item, itemPath, field with { Kind = ManifestFieldKind.Object })),
            ManifestFieldKind.Texts => Mapping(node, path, (child, childPath, _) => Text(child, childPath)),
            ManifestFieldKind.Object => Mapping(node, path, (child, childPath, name) => Member(child, childPath, name, field)),
            _ => YamlJson.Convert(node),
        };
    }

    private JsonNode? Member(YamlNode node, string path, string name, ManifestField parent)
    {
        if (parent.Fields.TryGetValue(name, out var field))
        {
            return Convert(node, path, field);
        }

        var meant = NearestName.Suggest(name, parent.Fields.Keys);
        Add(node, path, $"there is no such field{(meant.Length > 0 ? meant : $"; there are {string.Join(", ", parent.Fields.Keys)}")}");
        return null;
    }

    private JsonValue? Text(YamlNode node, string path)
    {
        if (node is not YamlScalarNode scalar)
        {
            Add(node, path, $"a text is wanted, not {Name(node)}");
            return null;
        }

        // 1.30 is a number to YAML, and 1.3 to whoever reads it as one: what was meant is known to its author alone.
        if (scalar.Style == ScalarStyle.Plain && YamlJson.Convert(scalar) is JsonValue value && !value.TryGetValue<string>(out _))
        {
            Add(node, path, $"{scalar.Value} is {(value.TryGetValue<bool>(out _) ? "true or false" : "a number")}, and a text is wanted: write \"{scalar.Value}\" in quotes");
            return null;
        }

        return JsonValue.Create(scalar.Value);
    }

    private JsonValue? Boolean(YamlNode node, string path)
    {
        if (YamlJson.Convert(node) is JsonValue value && value.TryGetValue<bool>(out var truth))
        {
            return JsonValue.Create(truth);
        }

        Add(node, path, $"{(node is YamlScalarNode scalar ? $"\"{scalar.Value}\"" : Name(node))} is neither true nor false; write one of them without quotes");
        return null;
    }

    private JsonValue? Number(YamlNode node, string path)
    {
        if (node is YamlScalarNode { Style: ScalarStyle.Plain } scalar && int.TryParse(scalar.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return JsonValue.Create(number);
        }

        Add(node, path, $"a whole number is wanted, not {(node is YamlScalarNode ? $"\"{node}\"" : Name(node))}");
        return null;
    }

    private JsonArray? List(YamlNode node, string path, Func<YamlNode, string, JsonNode?> convert)
    {
        if (node is YamlSequenceNode list)
        {
            return new JsonArray([.. list.Select((item, i) => convert(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")))]);
        }

        Add(node, path, $"a list is wanted, not {Name(node)}; write one line \"- …\" for each");
        return null;
    }

    private JsonObject? Mapping(YamlNode node, string path, Func<YamlNode, string, string, JsonNode?> convert)
    {
        if (node is not YamlMappingNode mapping)
        {
            Add(node, path, $"an object is wanted, not {Name(node)}");
            return null;
        }

        var result = new JsonObject();
        foreach (var (key, child) in mapping.Children)
        {
            var name = key.ToString();
            if (convert(child, path.Length > 0 ? $"{path}.{name}" : name, name) is { } value)
            {
                result[name] = value;
            }
        }

        return result;
    }

    private static string Name(YamlNode node) => node switch { YamlSequenceNode => "a list", YamlMappingNode => "an object", _ => $"\"{node}\"" };
}
