using System.Text.Json;
using System.Text.RegularExpressions;
using Reeve.Runtime.Plugins.Manifests;
using Reeve.Runtime.Text;

namespace Reeve.Runtime.Plugins.Schemas;

/// <summary>Reads the subset of JSON Schema. Hostile input is bounded by the manifest's size and by the depth here.</summary>
internal sealed class SchemaReader(ICollection<FieldError> errors)
{
    private const int MaxDepth = 16;

    private static readonly string[] Types = ["string", "integer", "number", "boolean", "object", "array", "null"];

    private static readonly string[] Keywords =
    [
        "$schema", "title", "description", "type", "properties", "required", "additionalProperties", "items", "enum", "default",
        "examples", "minimum", "maximum", "minLength", "maxLength", "pattern", "deprecated",
    ];

    public SchemaNode Read(JsonElement json, string path, int depth)
    {
        var node = new SchemaNode();
        if (json.ValueKind != JsonValueKind.Object)
        {
            Add(path, "must be an object");
            return node;
        }

        if (depth > MaxDepth)
        {
            Add(path, $"is nested more than {MaxDepth} levels deep");
            return node;
        }

        foreach (var member in json.EnumerateObject())
        {
            node = Apply(node, member.Name, member.Value, $"{path}.{member.Name}", depth);
        }

        foreach (var name in node.Required.Where(name => node.Properties.All(property => property.Key != name)))
        {
            Add($"{path}.required", $"names \"{name}\", which is not among the properties");
        }

        if (node.Default is { } value)
        {
            SchemaValidator.Validate(node with { Default = null }, value, $"{path}.default", errors);
        }

        return node;
    }

    private SchemaNode Apply(SchemaNode node, string keyword, JsonElement value, string path, int depth)
    {
        switch (keyword)
        {
            case "$schema":
                return node;
            case "title":
                return node with { Title = Text(value, path) };
            case "description":
                return node with { Description = Text(value, path) };
            case "type":
                return node with { Types = ReadTypes(value, path) };
            case "properties":
                return node with { Properties = ReadProperties(value, path, depth) };
            case "required":
                return node with { Required = Texts(value, path) };
            case "additionalProperties" when value.ValueKind is JsonValueKind.True or JsonValueKind.False:
                return node with { AllowsOthers = value.GetBoolean() };
            case "additionalProperties":
                return node with { Others = Read(value, path, depth + 1) };
            case "items":
                return node with { Items = Read(value, path, depth + 1) };
            case "enum":
                return node with { Enum = Values(value, path) };
            case "examples":
                return node with { Examples = Values(value, path) };
            case "default":
                return node with { Default = value.Clone() };
            case "minimum":
                return node with { Minimum = Number(value, path) };
            case "maximum":
                return node with { Maximum = Number(value, path) };
            case "minLength":
                return node with { MinLength = Length(value, path) };
            case "maxLength":
                return node with { MaxLength = Length(value, path) };
            case "pattern":
                return node with { Pattern = ReadPattern(value, path) };
            case "deprecated":
                return node with { Deprecated = value.ValueKind == JsonValueKind.True };
            default:
                Add(path, $"the keyword is not supported{NearestName.Suggest(keyword, Keywords)}");
                return node;
        }
    }

    private string[] ReadTypes(JsonElement value, string path)
    {
        var types = value.ValueKind == JsonValueKind.String ? [value.GetString()!] : Texts(value, path);
        foreach (var type in types.Where(type => !Types.Contains(type)))
        {
            Add(path, $"\"{type}\" is not a type{NearestName.Suggest(type, Types)}");
        }

        return types;
    }

    private List<KeyValuePair<string, SchemaNode>> ReadProperties(JsonElement value, string path, int depth)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Add(path, "must be an object");
            return [];
        }

        return [.. value.EnumerateObject().Select(property =>
            KeyValuePair.Create(property.Name, Read(property.Value, $"{path}.{property.Name}", depth + 1)))];
    }

    private Regex? ReadPattern(JsonElement value, string path)
    {
        var text = Text(value, path);
        try
        {
            // Patterns come from strangers: this engine cannot be made to run for ever.
            return new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            Add(path, exception.Message);
            return null;
        }
    }

    private JsonElement[] Values(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            Add(path, "must be an array");
            return [];
        }

        return [.. value.EnumerateArray().Select(item => item.Clone())];
    }

    private string[] Texts(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
        {
            Add(path, "must be an array of strings");
            return [];
        }

        return [.. value.EnumerateArray().Select(item => item.GetString()!)];
    }

    private string Text(JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString()!;
        }

        Add(path, "must be a string");
        return "";
    }

    private double? Number(JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Number)
        {
            return value.GetDouble();
        }

        Add(path, "must be a number");
        return null;
    }

    private int? Length(JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var length) && length >= 0)
        {
            return length;
        }

        Add(path, "must be a whole number from 0 on");
        return null;
    }

    private void Add(string path, string message) => errors.Add(new FieldError { Field = path, Message = $"Invalid value: {message}" });
}
