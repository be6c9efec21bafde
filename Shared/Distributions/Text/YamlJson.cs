using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Reeve.Distributions.Text;

/// <summary>Reads YAML documents as JSON, bounded in depth and in what aliases grow to.</summary>
internal sealed class YamlJson
{
    private const int MostDepth = 100;
    private const int MostNodes = 2_000_000;

    private readonly Parser _parser;
    private readonly Dictionary<string, JsonNode?> _anchors = new(StringComparer.Ordinal);
    private int _nodes;

    private YamlJson(TextReader text) => _parser = new Parser(text);

    /// <summary>All documents that are not empty.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: it is no YAML, or grows beyond all measure.</exception>
    public static IReadOnlyList<JsonNode> Read(string text)
    {
        using var reader = new StringReader(text);
        try
        {
            return [.. new YamlJson(reader).Documents()];
        }
        catch (YamlException e)
        {
            throw new ProviderException(ErrorReason.Invalid, $"Line {e.Start.Line}: {e.Message}", e);
        }
    }

    private IEnumerable<JsonNode> Documents()
    {
        _parser.Consume<StreamStart>();
        while (_parser.TryConsume<DocumentStart>(out _))
        {
            _anchors.Clear();
            if (Read(0) is { } document)
            {
                yield return document;
            }

            _parser.Consume<DocumentEnd>();
        }
    }

    private JsonNode? Read(int depth)
    {
        if (depth > MostDepth || ++_nodes > MostNodes)
        {
            throw new ProviderException(ErrorReason.Invalid, "The document is nested too deep, or too large.");
        }

        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            return Copy(_anchors.TryGetValue(alias.Value.Value, out var named)
                ? named
                : throw new ProviderException(ErrorReason.Invalid, $"Line {alias.Start.Line}: the alias *{alias.Value} has no anchor before it."));
        }

        var anchor = _parser.Current is NodeEvent { Anchor.IsEmpty: false } start ? start.Anchor.Value : null;
        var node = _parser.Current switch
        {
            MappingStart => ReadMapping(depth),
            SequenceStart => ReadSequence(depth),
            _ => YamlScalars.Read(_parser.Consume<Scalar>()),
        };
        if (anchor is not null)
        {
            _anchors[anchor] = node;
        }

        return node;
    }

    private JsonObject ReadMapping(int depth)
    {
        _parser.Consume<MappingStart>();
        var mapping = new JsonObject();
        var merged = new List<JsonNode?>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = _parser.Consume<Scalar>();
            var value = Read(depth + 1);
            if (key is { Style: ScalarStyle.Plain, Value: "<<" })
            {
                merged.Add(value);
            }
            else
            {
                mapping[key.Value] = value;
            }
        }

        // What is written out counts more than what is merged in.
        foreach (var (name, value) in merged.SelectMany(node => node is JsonArray several ? several.OfType<JsonObject>() : node is JsonObject one ? [one] : []).SelectMany(node => node).Where(member => !mapping.ContainsKey(member.Key)).ToList())
        {
            mapping[name] = Copy(value);
        }

        return mapping;
    }

    private JsonArray ReadSequence(int depth)
    {
        _parser.Consume<SequenceStart>();
        var items = new JsonArray();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Read(depth + 1));
        }

        return items;
    }

    // A node has one parent: what an alias stands for is there again, and counted again.
    private JsonNode? Copy(JsonNode? node)
    {
        _nodes += Count(node);
        return _nodes > MostNodes ? throw new ProviderException(ErrorReason.Invalid, "The document grows beyond all measure when its aliases are expanded.") : node?.DeepClone();
    }

    private static int Count(JsonNode? node) => node switch
    {
        JsonObject mapping => 1 + mapping.Sum(member => Count(member.Value)),
        JsonArray items => 1 + items.Sum(Count),
        _ => 1,
    };
}
