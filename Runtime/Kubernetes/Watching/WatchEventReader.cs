using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Kubernetes.Watching;

/// <summary>Parses an event once: the type is peeked at, then the object is read from the same bytes as what the type says it is.</summary>
internal static class WatchEventReader
{
    /// <exception cref="JsonException">The line is no event.</exception>
    public static WatchEvent<T> Read<T>(ReadOnlySequence<byte> line, JsonTypeInfo<T> type)
        where T : class, IKubernetesObject
    {
        var reader = new Utf8JsonReader(line);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A watch event must be an object.");
        }

        string? eventType = null;
        var deferred = default(Utf8JsonReader);
        var isDeferred = false;
        WatchEvent<T>? result = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            var isObject = reader.ValueTextEquals("object"u8);
            reader.Read();
            if (isType)
            {
                eventType = Type(ref reader);
            }
            else if (isObject && eventType is not null)
            {
                result = ReadObject(ref reader, eventType, type);
            }
            else
            {
                if (isObject)
                {
                    deferred = reader;
                    isDeferred = true;
                }

                reader.Skip();
            }
        }

        // What follows the event on its line makes it garbage.
        if (reader.TokenType != JsonTokenType.EndObject || reader.Read() || eventType is null)
        {
            throw new JsonException("A watch event must have a type and an object.");
        }

        return result ?? (isDeferred ? ReadObject(ref deferred, eventType, type) : throw new JsonException("A watch event must have an object."));
    }

    private static string Type(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? throw new JsonException("The type of a watch event is null.");
        }
        catch (InvalidOperationException e)
        {
            // A number, or bytes that are no text.
            throw new JsonException("The type of a watch event is no text.", e);
        }
    }

    private static WatchEvent<T> ReadObject<T>(ref Utf8JsonReader reader, string eventType, JsonTypeInfo<T> type)
        where T : class, IKubernetesObject => eventType == WatchEventTypes.Error
        ? new() { Type = eventType, Error = JsonSerializer.Deserialize(ref reader, KubernetesJson.GetTypeInfo<Status>()) ?? new() }
        : new() { Type = eventType, Object = JsonSerializer.Deserialize(ref reader, type) ?? throw new JsonException("The object of a watch event is null.") };
}
