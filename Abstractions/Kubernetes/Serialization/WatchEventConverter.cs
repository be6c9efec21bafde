using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Reeve.Kubernetes;

/// <summary>Reads the object once, as what the event's type says it is, whatever the order of the two.</summary>
internal sealed class WatchEventConverter<T> : JsonConverter<WatchEvent<T>>
    where T : class, IKubernetesObject
{
    public override WatchEvent<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A watch event must be an object.");
        }

        string? type = null;
        T? item = null;
        Status? error = null;
        Utf8JsonReader deferred = default;
        var isDeferred = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            var isObject = reader.ValueTextEquals("object"u8);
            reader.Read();
            if (isType)
            {
                type = reader.GetString();
            }
            else if (isObject && type is null)
            {
                deferred = reader;
                isDeferred = true;
                reader.Skip();
            }
            else if (isObject)
            {
                ReadObject(ref reader, type, options, out item, out error);
            }
            else
            {
                reader.Skip();
            }
        }

        if (isDeferred)
        {
            ReadObject(ref deferred, type, options, out item, out error);
        }

        return new WatchEvent<T> { Type = type ?? throw new JsonException("A watch event must have a type."), Object = item, Error = error };
    }

    public override void Write(Utf8JsonWriter writer, WatchEvent<T> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, value.Type);
        writer.WritePropertyName("object"u8);
        if (value.Error is not null)
        {
            JsonSerializer.Serialize(writer, value.Error, TypeInfo<Status>(options));
        }
        else if (value.Object is not null)
        {
            JsonSerializer.Serialize(writer, value.Object, TypeInfo<T>(options));
        }
        else
        {
            writer.WriteNullValue();
        }

        writer.WriteEndObject();
    }

    private static void ReadObject(ref Utf8JsonReader reader, string? type, JsonSerializerOptions options, out T? item, out Status? error)
    {
        var isError = type == WatchEventTypes.Error;
        error = isError ? JsonSerializer.Deserialize(ref reader, TypeInfo<Status>(options)) : null;
        item = isError ? null : JsonSerializer.Deserialize(ref reader, TypeInfo<T>(options));
    }

    private static JsonTypeInfo<TValue> TypeInfo<TValue>(JsonSerializerOptions options) =>
        (JsonTypeInfo<TValue>)options.GetTypeInfo(typeof(TValue));
}
