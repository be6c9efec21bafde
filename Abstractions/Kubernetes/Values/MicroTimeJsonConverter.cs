using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reeve.Kubernetes;

/// <summary>An RFC 3339 string.</summary>
public sealed class MicroTimeJsonConverter : JsonConverter<MicroTime>
{
    /// <inheritdoc/>
    public override MicroTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : throw new JsonException("A time must be a string.");
        return MicroTime.TryParse(text, out var time) ? time : throw new JsonException(Rfc3339.Error(text!));
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, MicroTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
