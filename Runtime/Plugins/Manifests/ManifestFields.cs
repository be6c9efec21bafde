using System.Text.Json;
using Reeve.Runtime.Plugins.Schemas;
using Reeve.Runtime.Text;

namespace Reeve.Runtime.Plugins.Manifests;

/// <summary>Takes the members of one object of a manifest and remembers which were known and what was wrong.</summary>
internal sealed class ManifestFields
{
    private const int MaxText = 4096;

    private readonly JsonElement _object;
    private readonly string _path;
    private readonly List<string> _known = [];

    public ManifestFields(JsonElement json, string path, ManifestFields? parent = null)
    {
        (_object, _path) = (json, path);
        Errors = parent?.Errors ?? [];
        Warnings = parent?.Warnings ?? [];
        if (json.ValueKind != JsonValueKind.Object)
        {
            Errors.Add(new FieldError { Field = path, Message = "Invalid value: must be an object" });
        }
    }

    public List<FieldError> Errors { get; }

    public List<FieldError> Warnings { get; }

    public string RequiredText(string name)
    {
        var found = Take(name, out _);
        var text = Text(name);
        if (!found || text.Length == 0)
        {
            Add(name, "Required value");
        }

        return text;
    }

    public string Text(string name)
    {
        if (!Take(name, out var value))
        {
            return "";
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: <= MaxText } text)
        {
            return text;
        }

        Add(name, $"Invalid value: must be a string of at most {MaxText} characters");
        return "";
    }

    public string[] Texts(string name)
    {
        if (!Take(name, out var value))
        {
            return [];
        }

        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
        {
            return [.. value.EnumerateArray().Select(item => item.GetString()!)];
        }

        Add(name, "Invalid value: must be an array of strings");
        return [];
    }

    public IReadOnlyList<(JsonElement Item, string Path)> RequiredArray(string name)
    {
        if (Take(name, out var value) && value.ValueKind == JsonValueKind.Array)
        {
            return [.. value.EnumerateArray().Select((item, index) => (item, $"{Path(name)}[{index}]"))];
        }

        Add(name, value.ValueKind == JsonValueKind.Undefined ? "Required value" : "Invalid value: must be an array");
        return [];
    }

    public OptionsSchema Schema(string name) =>
        Take(name, out var value) ? OptionsSchema.Read(value, Path(name), Errors) : OptionsSchema.Any;

    /// <summary>Adds an error unless the value is fine, or was found faulty before.</summary>
    public void Check(string name, string value, bool isFine, string message)
    {
        if (!isFine && Errors.TrueForAll(error => error.Field != Path(name)))
        {
            Add(name, $"Invalid value: {(value.Length is 0 or > 100 ? "" : $"\"{value}\": ")}{message}");
        }
    }

    public void IgnoreKnown(string name) => _known.Add(name);

    public void WarnOfUnknown()
    {
        if (_object.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var name in _object.EnumerateObject().Select(member => member.Name).Where(name => !_known.Contains(name)).Take(20))
        {
            Warnings.Add(new FieldError { Field = Path(name), Message = $"unknown field{NearestName.Suggest(name, _known)}" });
        }
    }

    private bool Take(string name, out JsonElement value)
    {
        value = default;
        if (!_known.Contains(name))
        {
            _known.Add(name);
        }

        return _object.ValueKind == JsonValueKind.Object && _object.TryGetProperty(name, out value);
    }

    private void Add(string name, string message)
    {
        if (Errors.TrueForAll(error => error.Field != Path(name)))
        {
            Errors.Add(new FieldError { Field = Path(name), Message = message });
        }
    }

    private string Path(string name) => _path.Length == 0 ? name : $"{_path}.{name}";
}
