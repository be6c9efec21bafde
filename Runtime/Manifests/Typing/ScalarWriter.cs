using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Reeve.Kubernetes;
using Reeve.Runtime.Manifests.Documents;

namespace Reeve.Runtime.Manifests.Typing;

/// <summary>Writes single values of the types that the object model has, after checking that they fit.</summary>
/// <param name="redact">Whether values stay out of messages.</param>
internal sealed class ScalarWriter(bool redact)
{
    private const int LongestShown = 40;

    /// <summary>Writes a value; what is wrong where it does not fit. Null is written as the type's zero.</summary>
    public string? Write(Utf8JsonWriter writer, ManifestNode node, JsonTypeInfo info)
    {
        var type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        return type switch
        {
            _ when type == typeof(string) => WriteText(writer, node),
            _ when type == typeof(bool) => WriteBoolean(writer, node),
            _ when type == typeof(int) => WriteNumber(writer, node, int.MinValue, int.MaxValue),
            _ when type == typeof(long) => WriteNumber(writer, node, long.MinValue, long.MaxValue),
            _ when type == typeof(ReadOnlyMemory<byte>) => WriteBytes(writer, node),
            _ => WriteOther(writer, node, info, type),
        };
    }

    /// <summary>Says that one thing was expected and another was found.</summary>
    public string Mismatch(string expected, ManifestNode node) => $"expected {expected}, found {Describe(node)}";

    private string? WriteText(Utf8JsonWriter writer, ManifestNode node)
    {
        if (node.Kind is NodeKind.String or NodeKind.Null)
        {
            writer.WriteStringValue(node.Kind == NodeKind.Null ? "" : node.Text);
            return null;
        }

        return Mismatch("a string", node) + (node.Kind is NodeKind.Number or NodeKind.Boolean ? " (write it in quotes)" : "");
    }

    private string? WriteBoolean(Utf8JsonWriter writer, ManifestNode node)
    {
        if (node.Kind is NodeKind.Boolean or NodeKind.Null)
        {
            writer.WriteBooleanValue(node.Text == "true");
            return null;
        }

        return Mismatch("true or false", node);
    }

    private string? WriteNumber(Utf8JsonWriter writer, ManifestNode node, long min, long max)
    {
        if (node.Kind == NodeKind.Null)
        {
            writer.WriteNumberValue(0);
            return null;
        }

        if (node.Kind != NodeKind.Number)
        {
            return Mismatch("a number", node) + (node.Kind == NodeKind.String && IsInteger(node.Text) ? " (write it without quotes)" : "");
        }

        if (!decimal.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || number < min || number > max)
        {
            return Mismatch($"a number from {min} to {max}", node);
        }

        if (number != decimal.Truncate(number))
        {
            return Mismatch("a whole number", node);
        }

        writer.WriteNumberValue((long)number);
        return null;
    }

    private string? WriteBytes(Utf8JsonWriter writer, ManifestNode node)
    {
        if (node.Kind is not (NodeKind.String or NodeKind.Null))
        {
            return Mismatch("a string in base64", node);
        }

        // Line breaks are allowed, as in the output of base64(1); other white space is not.
        var text = node.Kind == NodeKind.Null ? "" : node.Text.ReplaceLineEndings("");
        if (text.AsSpan().IndexOfAny(' ', '\t') >= 0 || !Base64.IsValid(text))
        {
            return "expected a string in base64; text as it is goes into " + (redact ? "stringData" : "data");
        }

        writer.WriteStringValue(text);
        return null;
    }

    private string? WriteOther(Utf8JsonWriter writer, ManifestNode node, JsonTypeInfo info, Type type)
    {
        if (node.Kind is NodeKind.Object or NodeKind.Array)
        {
            return Mismatch(Name(type), node);
        }

        var json = new ArrayBufferWriter<byte>();
        using (var scratch = new Utf8JsonWriter(json))
        {
            NodeWriter.Write(scratch, node);
        }

        try
        {
            JsonSerializer.Deserialize(json.WrittenSpan, info);
        }
        catch (JsonException)
        {
            return Mismatch(Name(type), node);
        }

        writer.WriteRawValue(json.WrittenSpan, skipInputValidation: true);
        return null;
    }

    private static string Name(Type type) => type switch
    {
        _ when type == typeof(Quantity) => "a quantity such as 500m, 2 or 64Mi",
        _ when type == typeof(IntOrString) => "a string or a whole number",
        _ when type == typeof(Time) || type == typeof(MicroTime) => "a time such as 2026-01-31T12:00:00Z",
        _ when type == typeof(double) => "a number",
        _ => $"a {type.Name}",
    };

    private string Describe(ManifestNode node) => node.Kind switch
    {
        NodeKind.Object => "an object",
        NodeKind.Array => "a list",
        NodeKind.Null => "nothing",
        NodeKind.String => redact ? "a string" : $"\"{Shorten(node.Text)}\"",
        NodeKind.Number when redact => "a number",
        _ when redact => "true or false",
        _ => node.Written == node.Text ? Shorten(node.Text) : $"{Shorten(node.Written)}, which means {Shorten(node.Text)}",
    };

    private static string Shorten(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= LongestShown ? line : line[..(LongestShown - 1)] + "…";
    }

    private static bool IsInteger(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
}
