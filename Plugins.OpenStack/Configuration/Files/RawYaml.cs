using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Reeve.Plugins.OpenStack.Configuration.Files;

/// <summary>
/// Reads YAML without giving scalars a type: a password of digits stays what was written. Mappings become <see cref="SettingMap"/>, sequences lists,
/// scalars texts. JSON is YAML too.
/// </summary>
internal static class RawYaml
{
    private const int MostDepth = 64;
    private const int MostNodes = 100_000;

    /// <summary>The document; an empty map if there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">Its name, for messages.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: it is no YAML, or no mapping; with the line.</exception>
    public static SettingMap Read(string text, string source)
    {
        try
        {
            using var reader = new StringReader(text);
            var stream = new YamlStream();
            stream.Load(reader);
            var left = MostNodes;
            return stream.Documents.Count == 0 || IsNothing(stream.Documents[0].RootNode) ? new SettingMap()
                : Convert(stream.Documents[0].RootNode, source, 0, ref left) as SettingMap ?? throw Invalid($"{source}: the document must be a mapping.");
        }
        catch (YamlException exception)
        {
            // The parser's own message may quote the line, and with it a password.
            throw new ProviderException(ErrorReason.Invalid, $"{source}, line {exception.Start.Line}: this is no YAML.", exception);
        }
    }

    private static object Convert(YamlNode node, string source, int depth, ref int left)
    {
        if (depth > MostDepth || --left < 0)
        {
            throw Invalid($"{source}, line {node.Start.Line}: nested too deep, or too large.");
        }

        switch (node)
        {
            case YamlMappingNode mapping:
                return Mapping(mapping, source, depth, ref left);
            case YamlSequenceNode sequence:
                var items = new List<object>();
                foreach (var item in sequence.Children)
                {
                    items.Add(Convert(item, source, depth + 1, ref left));
                }

                return items;
            default:
                return IsNothing(node) ? "" : ((YamlScalarNode)node).Value ?? "";
        }
    }

    private static SettingMap Mapping(YamlMappingNode mapping, string source, int depth, ref int left)
    {
        var map = new SettingMap();
        var merged = new List<object>();
        foreach (var (key, value) in mapping.Children)
        {
            if (key is not YamlScalarNode { Value: { } name } scalar)
            {
                throw Invalid($"{source}, line {key.Start.Line}: a key must be a text.");
            }

            var converted = Convert(value, source, depth + 1, ref left);
            if (scalar is { Style: ScalarStyle.Plain, Value: "<<" })
            {
                merged.AddRange(converted is List<object> several ? several : [converted]);
            }
            else
            {
                map[name] = converted;
            }
        }

        // What is written out counts more than what is merged in.
        foreach (var member in merged.OfType<SettingMap>().SelectMany(other => other))
        {
            map.TryAdd(member.Key, member.Value);
        }

        return map;
    }

    private static bool IsNothing(YamlNode node) => node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" };

    private static ProviderException Invalid(string message) => new(ErrorReason.Invalid, message);
}
