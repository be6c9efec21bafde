using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reeve.Kubernetes;

/// <summary>A string in canonical form; numbers are read as well, and null as zero.</summary>
public sealed class QuantityJsonConverter : JsonConverter<Quantity>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override Quantity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString()!.Trim(),
            JsonTokenType.Number => Encoding.UTF8.GetString(reader.HasValueSequence ? System.Buffers.BuffersExtensions.ToArray(reader.ValueSequence) : reader.ValueSpan),
            JsonTokenType.Null => "0",
            _ => throw new JsonException("A quantity must be a string or a number."),
        };
        return QuantityParser.Parse(text, out var quantity) is { } error ? throw new JsonException(error) : quantity;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Quantity value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
