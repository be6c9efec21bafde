using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Reeve.Host.Rendering;

/// <summary>Writes whole objects as JSON or YAML.</summary>
internal static class Documents
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // never put into a web page
    };

    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="typeInfo">Its source-generated metadata.</param>
    /// <param name="format">JSON or YAML.</param>
    /// <param name="output">Where to.</param>
    public static void Write<T>(T value, JsonTypeInfo<T> typeInfo, OutputFormat format, TextWriter output)
    {
        var element = JsonSerializer.SerializeToElement(value, typeInfo);
        if (format == OutputFormat.Yaml)
        {
            YamlText.Write(element, output);
            return;
        }

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            element.WriteTo(writer);
        }

        output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }
}
