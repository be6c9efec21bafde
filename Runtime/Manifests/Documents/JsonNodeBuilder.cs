using System.Text;
using System.Text.Json;

namespace Reeve.Runtime.Manifests.Documents;

/// <summary>Builds the tree of a JSON value. The reader bounds the depth.</summary>
internal sealed class JsonNodeBuilder(byte[] utf8)
{
    private int _line = 1;
    private int _column = 1;
    private int _seen;

    /// <summary>Builds the value on whose first token the reader stands; leaves it on the last.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    /// <exception cref="DocumentException">A key comes twice, or a text is none.</exception>
    public ManifestNode Build(ref Utf8JsonReader reader)
    {
        var position = PositionOf(ref reader);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => BuildObject(ref reader, position),
            JsonTokenType.StartArray => BuildArray(ref reader, position),
            JsonTokenType.String => ManifestNode.Scalar(NodeKind.String, TextOf(ref reader, position), position),
            JsonTokenType.Number => ManifestNode.Scalar(NodeKind.Number, Encoding.UTF8.GetString(reader.ValueSpan), position),
            JsonTokenType.True => ManifestNode.Scalar(NodeKind.Boolean, "true", position),
            JsonTokenType.False => ManifestNode.Scalar(NodeKind.Boolean, "false", position),
            _ => ManifestNode.Scalar(NodeKind.Null, "null", position),
        };
    }

    /// <summary>The place of the reader's token. Only ever asked forwards.</summary>
    public TextPosition PositionOf(ref Utf8JsonReader reader)
    {
        for (var at = (int)reader.TokenStartIndex; _seen < at; _seen++)
        {
            var value = utf8[_seen];
            if (value == '\n')
            {
                _line++;
                _column = 1;
            }
            else if ((value & 0xC0) != 0x80)
            {
                // Four bytes of UTF-8 are two units of UTF-16; bytes that continue a character count nothing.
                _column += value >= 0xF0 ? 2 : 1;
            }
        }

        return new(_line, _column);
    }

    private ManifestNode BuildObject(ref Utf8JsonReader reader, TextPosition position)
    {
        var members = new NodeMembers();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var keyPosition = PositionOf(ref reader);
            var key = TextOf(ref reader, keyPosition);
            reader.Read();
            members.Add(key, keyPosition, Build(ref reader));
        }

        return ManifestNode.Object(members.ToList(), position);
    }

    private ManifestNode BuildArray(ref Utf8JsonReader reader, TextPosition position)
    {
        var items = new List<ManifestNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Build(ref reader));
        }

        return ManifestNode.Array(items, position);
    }

    private static string TextOf(ref Utf8JsonReader reader, TextPosition position)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new DocumentException("the text has half of a surrogate pair", position);
        }
    }
}
