using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Reeve.Host.Rendering;

/// <summary>Writes whole objects as people or programs want them.</summary>
internal static class Documents
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // never put into a web page
    };

    /// <summary>Writes a value for people, or as a document.</summary>
    /// <param name="value">The value.</param>
    /// <param name="typeInfo">Its source-generated metadata.</param>
    /// <param name="format">A table, JSON or YAML.</param>
    /// <param name="output">Where to.</param>
    /// <param name="table">Writes it for people.</param>
    public static void Write<T>(T value, JsonTypeInfo<T> typeInfo, OutputFormat format, TextWriter output, Action<T, TextWriter> table)
    {
        if (format == OutputFormat.Table)
        {
            table(value, output);
        }
        else
        {
            Write(value, typeInfo, format, output);
        }
    }

    /// <summary>Writes things for people, as their names one to a line, or as a document.</summary>
    /// <param name="items">The things.</param>
    /// <param name="name">The name of one.</param>
    /// <param name="document">The document that holds them.</param>
    /// <param name="typeInfo">The document's source-generated metadata.</param>
    /// <param name="format">A table, wide or not, names, JSON or YAML.</param>
    /// <param name="output">Where to.</param>
    /// <param name="table">Writes them for people.</param>
    public static void WriteList<T, TDocument>(
        IReadOnlyList<T> items, Func<T, string> name, Func<IReadOnlyList<T>, TDocument> document, JsonTypeInfo<TDocument> typeInfo,
        OutputFormat format, TextWriter output, Action<IReadOnlyList<T>, TextWriter> table)
    {
        switch (format)
        {
            case OutputFormat.Name:
                items.ToList().ForEach(item => output.WriteLine(name(item)));
                break;
            case OutputFormat.Table or OutputFormat.Wide:
                table(items, output);
                break;
            default:
                Write(document(items), typeInfo, format, output);
                break;
        }
    }

    /// <summary>Writes a value as a document.</summary>
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
