using System.Globalization;
using System.Text.Json;
using Reeve.Runtime.Plugins.Manifests;
using Reeve.Runtime.Text;

namespace Reeve.Runtime.Plugins.Schemas;

/// <summary>Checks a value against a schema and says everything that is wrong with it.</summary>
internal static class SchemaValidator
{
    public static void Validate(SchemaNode node, JsonElement value, string path, ICollection<FieldError> errors)
    {
        if (node.Types.Count > 0 && !node.Types.Any(type => IsOfType(value, type)))
        {
            Add(errors, path, $"Invalid value: {Show(value)}: must be {Join(node.Types.Select(Article))}");
            return;
        }

        if (node.Enum.Count > 0 && !node.Enum.Any(allowed => JsonElement.DeepEquals(allowed, value)))
        {
            var names = node.Enum.Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!).ToArray();
            var nearest = value.ValueKind == JsonValueKind.String ? NearestName.Suggest(value.GetString()!, names) : "";
            Add(errors, path, $"Unsupported value: {Show(value)}: supported values: {string.Join(", ", node.Enum.Select(Show))}{nearest}");
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                ValidateObject(node, value, path, errors);
                break;
            case JsonValueKind.Array when node.Items is not null:
                var index = 0;
                foreach (var item in value.EnumerateArray())
                {
                    Validate(node.Items, item, $"{path}[{index++}]", errors);
                }

                break;
            case JsonValueKind.Number:
                ValidateNumber(node, value.GetDouble(), path, errors);
                break;
            case JsonValueKind.String:
                ValidateString(node, value.GetString()!, path, errors);
                break;
        }
    }

    private static void ValidateObject(SchemaNode node, JsonElement value, string path, ICollection<FieldError> errors)
    {
        foreach (var name in node.Required.Where(name => !value.TryGetProperty(name, out _)))
        {
            Add(errors, Child(path, name), "Required value");
        }

        foreach (var member in value.EnumerateObject())
        {
            var known = node.Properties.FirstOrDefault(property => property.Key == member.Name).Value ?? node.Others;
            if (known is not null)
            {
                Validate(known, member.Value, Child(path, member.Name), errors);
            }
            else if (!node.AllowsOthers)
            {
                var nearest = NearestName.Suggest(member.Name, [.. node.Properties.Select(property => property.Key)]);
                Add(errors, Child(path, member.Name), $"Invalid value: unknown key{nearest}");
            }
        }
    }

    private static void ValidateNumber(SchemaNode node, double number, string path, ICollection<FieldError> errors)
    {
        if (number < node.Minimum)
        {
            Add(errors, path, $"Invalid value: {Show(number)}: must be greater than or equal to {Show(node.Minimum.Value)}");
        }

        if (number > node.Maximum)
        {
            Add(errors, path, $"Invalid value: {Show(number)}: must be less than or equal to {Show(node.Maximum.Value)}");
        }
    }

    private static void ValidateString(SchemaNode node, string text, string path, ICollection<FieldError> errors)
    {
        if (text.Length < node.MinLength)
        {
            Add(errors, path, $"Invalid value: must have at least {node.MinLength} characters");
        }

        if (text.Length > node.MaxLength)
        {
            Add(errors, path, $"Too long: may not be more than {node.MaxLength} characters");
        }

        // The value itself is left out: an option may be a secret.
        if (node.Pattern is not null && !node.Pattern.IsMatch(text))
        {
            Add(errors, path, $"Invalid value: must match the regex {node.Pattern}");
        }
    }

    private static bool IsOfType(JsonElement value, string type) => type switch
    {
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && double.IsInteger(value.GetDouble()),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => false,
    };

    private static string Child(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Article(string type) => type switch
    {
        "null" => "null",
        "integer" => "a whole number",
        "object" or "array" => $"an {type}",
        _ => $"a {type}",
    };

    private static string Join(IEnumerable<string> items) => string.Join(" or ", items);

    private static string Show(double number) => number.ToString("G15", CultureInfo.InvariantCulture);

    private static string Show(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        _ => value.GetRawText() is { Length: > 60 } text ? $"{text[..60]}…" : value.GetRawText(),
    };

    private static void Add(ICollection<FieldError> errors, string path, string message) =>
        errors.Add(new FieldError { Field = path, Message = message });
}
