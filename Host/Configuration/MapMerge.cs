using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Reeve.Host.Configuration;

/// <summary>Single values inside a mapping: <c>--set providers.process.maxPods=500</c>.</summary>
internal static class MapMerge
{
    /// <summary>Reads a flag whose key leads into a mapping, or gives null if it leads nowhere.</summary>
    /// <param name="key">A dotted key.</param>
    /// <param name="text">The value, as YAML or JSON.</param>
    /// <param name="errors">Takes what is wrong with the value.</param>
    public static SettingSource? ReadInside(string key, string text, List<ConfigurationError> errors)
    {
        var setting = SettingCatalog.All.FirstOrDefault(
            candidate => candidate.IsMap && key.StartsWith(candidate.Key + ".", StringComparison.Ordinal));
        var path = setting is null ? [] : key[(setting.Key.Length + 1)..].Split('.');
        if (setting is null || path.Length < 2 || path.Any(part => part.Length == 0))
        {
            return null;
        }

        var node = Read(key, text, errors);
        foreach (var name in path.Reverse())
        {
            node = new YamlMappingNode(new YamlScalarNode(name), node);
        }

        return new SettingSource { Setting = setting, Origin = "--set", Node = node, Merge = true };
    }

    /// <summary>Lays a mapping over another one, key by key.</summary>
    /// <param name="below">The value of the layers below, or null.</param>
    /// <param name="above">The parsed mapping.</param>
    public static object Over(object? below, object above)
    {
        var result = new Dictionary<string, JsonObject>();
        foreach (var (name, options) in (below as IReadOnlyDictionary<string, JsonObject> ?? result).Concat((IReadOnlyDictionary<string, JsonObject>)above))
        {
            result[name] = result.TryGetValue(name, out var under) ? Over(under, options) : options;
        }

        return result;
    }

    /// <summary>Lays an object over another one, key by key.</summary>
    /// <param name="below">The lower one.</param>
    /// <param name="above">The upper one.</param>
    public static JsonObject Over(JsonObject below, JsonObject above)
    {
        var result = below.DeepClone().AsObject();
        foreach (var (name, value) in above)
        {
            result[name] = value is JsonObject inner && result[name] is JsonObject under ? Over(under, inner) : value?.DeepClone();
        }

        return result;
    }

    private static YamlNode Read(string key, string text, List<ConfigurationError> errors)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 0 ? new YamlScalarNode("") { Style = ScalarStyle.DoubleQuoted } : stream.Documents[0].RootNode;
        }
        catch (YamlException)
        {
            errors.Add(new ConfigurationError { Source = "--set", Message = $"The value of {key} is not JSON or YAML; quote it." });
            return new YamlMappingNode();
        }
    }
}
