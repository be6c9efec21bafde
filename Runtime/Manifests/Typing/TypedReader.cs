using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Reeve.Runtime.Manifests.Documents;
using Reeve.Runtime.Validation;
using Reeve.Runtime.Text;

namespace Reeve.Runtime.Manifests.Typing;

/// <summary>
/// Reads a node as a type of the object model. Walks the node and the type's metadata side by side, so that each unknown
/// field and each value of the wrong type is found with its place; what fits is written as JSON and read by the serializer.
/// </summary>
/// <param name="log">Takes what is found.</param>
/// <param name="redact">Whether values stay out of messages.</param>
internal sealed class TypedReader(ITypedReaderLog log, bool redact)
{
    /// <summary>Guessing costs; whoever has more unknown fields than this has no slip of the pen.</summary>
    private const int MostGuesses = 100;
    private readonly ScalarWriter _scalars = new(redact);
    private bool _failed;
    private int _guesses;

    /// <summary>Reads a node; null, with an error logged, where it does not fit.</summary>
    public T? Read<T>(ManifestNode node, JsonTypeInfo<T> info, FieldPath path)
        where T : class
    {
        _failed = false;
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, new() { SkipValidation = true }))
        {
            Write(writer, node, info, path);
        }

        if (_failed)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(json.WrittenSpan, info);
        }
        catch (JsonException e)
        {
            Fail(path, node.Position, redact ? $"does not fit the type {typeof(T).Name}" : e.Message);
            return null;
        }
    }

    private void Write(Utf8JsonWriter writer, ManifestNode node, JsonTypeInfo info, FieldPath path)
    {
        if (info.Type == typeof(JsonElement) || info.Type == typeof(JsonElement?))
        {
            NodeWriter.Write(writer, node);
            return;
        }

        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object:
                WriteObject(writer, node, info, path);
                break;
            case JsonTypeInfoKind.Enumerable:
                WriteArray(writer, node, info, path);
                break;
            case JsonTypeInfoKind.Dictionary:
                WriteMap(writer, node, info, path);
                break;
            default:
                if (_scalars.Write(writer, node, info) is { } error)
                {
                    Fail(path, node.Position, error);
                }

                break;
        }
    }

    private void WriteObject(Utf8JsonWriter writer, ManifestNode node, JsonTypeInfo info, FieldPath path)
    {
        if (!Expect(node, NodeKind.Object, path))
        {
            return;
        }

        var fields = TypeShape.Of(info).Fields;
        writer.WriteStartObject();
        foreach (var (name, position, value) in node.Members)
        {
            if (!fields.TryGetValue(name, out var type))
            {
                var guess = _guesses++ < MostGuesses ? NearestName.Find(name, fields.Keys.Where(f => node[f] is null)) : null;
                log.UnknownField(path.Child(name), position, guess is null ? "unknown field" : $"unknown field; did you mean \"{guess}\"?");
                writer.WritePropertyName(name);
                NodeWriter.Write(writer, value);
            }
            else if (value.Kind != NodeKind.Null)
            {
                writer.WritePropertyName(name);
                Write(writer, value, info.Options.GetTypeInfo(type), path.Child(name));
            }
        }

        writer.WriteEndObject();
    }

    private void WriteArray(Utf8JsonWriter writer, ManifestNode node, JsonTypeInfo info, FieldPath path)
    {
        if (!Expect(node, NodeKind.Array, path))
        {
            return;
        }

        var element = info.Options.GetTypeInfo(info.ElementType!);
        writer.WriteStartArray();
        for (var i = 0; i < node.Items.Count; i++)
        {
            Write(writer, node.Items[i], element, path.Index(i));
        }

        writer.WriteEndArray();
    }

    private void WriteMap(Utf8JsonWriter writer, ManifestNode node, JsonTypeInfo info, FieldPath path)
    {
        if (!Expect(node, NodeKind.Object, path))
        {
            return;
        }

        var element = info.Options.GetTypeInfo(info.ElementType!);
        writer.WriteStartObject();
        foreach (var (name, _, value) in node.Members)
        {
            writer.WritePropertyName(name);
            Write(writer, value, element, path.Key(name));
        }

        writer.WriteEndObject();
    }

    private bool Expect(ManifestNode node, NodeKind kind, FieldPath path)
    {
        if (node.Kind == kind)
        {
            return true;
        }

        Fail(path, node.Position, _scalars.Mismatch(kind == NodeKind.Object ? "an object" : "a list", node));
        return false;
    }

    private void Fail(FieldPath path, TextPosition position, string message)
    {
        _failed = true;
        log.Error(path, position, message);
    }
}
