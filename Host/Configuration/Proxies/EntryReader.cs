using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using YamlDotNet.RepresentationModel;

namespace Reeve.Host.Configuration.Proxies;

/// <summary>Reads entries of a list or mapping: checked by their schemas, mistakes with their places, paths made absolute.</summary>
/// <param name="source">Where the list or mapping was written.</param>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class EntryReader(SettingSource source, List<ConfigurationError> errors)
{
    private static readonly string[] Paths = ["chainFile", "keyFile", "initialFile", "tokenFile", "authoritiesFile", "kubeconfig"];

    // What is in these is somebody else's.
    private static readonly string[] Foreign = ["options", "initial"];

    /// <summary>Reads an entry.</summary>
    /// <param name="value">The entry.</param>
    /// <param name="node">Where it was written.</param>
    /// <param name="path">Where it stands, such as <c>proxies[0]</c>.</param>
    /// <param name="schema">The name of its schema.</param>
    /// <param name="type">What it becomes.</param>
    /// <returns>Null with errors added.</returns>
    public T? Read<T>(JsonObject value, YamlNode node, string path, string schema, JsonTypeInfo<T> type)
        where T : class
    {
        var entry = value.DeepClone().AsObject();
        var found = EntrySchemas.Find(schema).Validate(JsonSerializer.SerializeToElement(entry, ProxyEntryJson.Default.JsonObject));
        foreach (var error in found)
        {
            Add(node, path, error);
        }

        if (found.Count > 0)
        {
            return null;
        }

        MakeAbsolute(entry);
        try
        {
            return entry.Deserialize(type);
        }
        catch (JsonException exception)
        {
            errors.Add(source.Error($"{path}: {exception.Message}", YamlPlaces.Find(node, exception.Path?.TrimStart('$', '.') ?? "")));
            return null;
        }
    }

    /// <summary>Adds what is wrong with a field of an entry.</summary>
    public void Add(YamlNode node, string path, FieldError error) =>
        errors.Add(source.Error($"{path}{(error.Field.StartsWith('[') || error.Field.Length == 0 ? "" : ".")}{error.Field}: {error.Message}", YamlPlaces.Find(node, error.Field)));

    private void MakeAbsolute(JsonNode node)
    {
        foreach (var item in node as JsonArray ?? [])
        {
            if (item is JsonObject)
            {
                MakeAbsolute(item);
            }
        }

        foreach (var (name, value) in (node as JsonObject ?? []).ToList())
        {
            if (value is JsonValue text && Paths.Contains(name) && text.TryGetValue<string>(out var path))
            {
                node[name] = Path.GetFullPath(path, source.BaseDirectory ?? Directory.GetCurrentDirectory());
            }
            else if (value is JsonObject or JsonArray && !Foreign.Contains(name))
            {
                MakeAbsolute(value);
            }
        }
    }
}
