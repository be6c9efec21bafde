using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Reeve.Host.Configuration;

/// <summary>Turns what was written into the value of a setting.</summary>
internal static class SettingParser
{
    /// <summary>Parses a value.</summary>
    /// <returns>The value, or null with an error added.</returns>
    public static object? Parse(SettingSource source, List<ConfigurationError> errors)
    {
        var setting = source.Setting;
        if (setting.IsMap)
        {
            return ParseMap(source, errors);
        }

        if (setting.IsList)
        {
            return ParseList(source, errors);
        }

        if (setting.IsObjectList)
        {
            return ParseObjectList(source, errors);
        }

        if (source.Node is not YamlScalarNode { Value: { } text })
        {
            errors.Add(source.Error($"{setting.Key} takes a single value; give {Expected(setting.Type)}."));
            return null;
        }

        var value = ParseScalar(setting.Type, text);
        if (value is null)
        {
            errors.Add(source.Error($"{setting.Key} cannot be \"{(setting.Info.Secret ? "***" : text)}\"; give {Expected(setting.Type)}."));
        }

        return value is string path && setting.Info.IsPath ? FullPath(source, path) : value;
    }

    /// <summary>What a value looks like, for errors and the documentation.</summary>
    public static string Expected(Type type)
    {
        var scalar = Nullable.GetUnderlyingType(type) ?? type;
        return scalar switch
        {
            _ when scalar == typeof(bool) => "true or false",
            _ when scalar == typeof(int) => "a whole number, 0 or more",
            _ when scalar == typeof(ByteSize) => "a size such as 10Mi",
            _ when scalar == typeof(Duration) => "a duration such as 90s or 5m",
            _ when scalar.IsEnum => "one of " + string.Join(", ", Enum.GetNames(scalar).Select(name => name.ToLowerInvariant())),
            _ when scalar == typeof(string) => "a text",
            _ when scalar == typeof(IReadOnlyList<string>) => "a list of texts",
            _ when scalar == typeof(IReadOnlyList<JsonObject>) => "a list of mappings",
            _ => "a mapping of names to mappings",
        };
    }

    private static object? ParseScalar(Type type, string text)
    {
        var scalar = Nullable.GetUnderlyingType(type) ?? type;
        return scalar switch
        {
            _ when scalar == typeof(bool) => bool.TryParse(text, out var flag) ? flag : null,
            _ when scalar == typeof(int) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
            _ when scalar == typeof(ByteSize) => ByteSize.TryParse(text, out var size) ? size : null,
            _ when scalar == typeof(Duration) => Duration.TryParse(text, out var duration) ? duration : null,
            _ when scalar.IsEnum => !int.TryParse(text, out _) && Enum.TryParse(scalar, text, ignoreCase: true, out var member) ? member : null,
            _ => text.Length > 0 ? text : null,
        };
    }

    private static List<string>? ParseList(SettingSource source, List<ConfigurationError> errors)
    {
        if (source.Setting.Info.IsPairs && source.Node is YamlMappingNode pairs)
        {
            return [.. pairs.Children.Select(pair => $"{pair.Key}={pair.Value}")];
        }

        if (source.Node is not YamlSequenceNode sequence || sequence.Any(item => item is not YamlScalarNode))
        {
            errors.Add(source.Error($"{source.Setting.Key} takes a list; write each value on a line of its own after \"- \"."));
            return null;
        }

        var texts = sequence.Cast<YamlScalarNode>().Select(item => item.Value ?? "");
        return [.. source.Setting.Info.IsPath ? texts.Select(path => FullPath(source, path)) : texts];
    }

    private static List<JsonObject>? ParseObjectList(SettingSource source, List<ConfigurationError> errors)
    {
        if (source.Node is not YamlSequenceNode sequence || sequence.Any(item => item is not YamlMappingNode))
        {
            errors.Add(source.Error($"{source.Setting.Key} takes a list of mappings; begin each with \"- \" on a line of its own."));
            return null;
        }

        return [.. sequence.Select(YamlJson.Convert).Cast<JsonObject>()];
    }

    private static Dictionary<string, JsonObject>? ParseMap(SettingSource source, List<ConfigurationError> errors)
    {
        if (source.Node is not YamlMappingNode mapping)
        {
            errors.Add(source.Error($"{source.Setting.Key} takes {Expected(source.Setting.Type)}."));
            return null;
        }

        var map = new Dictionary<string, JsonObject>();
        foreach (var (key, value) in mapping.Children)
        {
            if (YamlJson.Convert(value) is JsonObject options)
            {
                map[key.ToString()] = options;
            }
            else
            {
                errors.Add(source.Error($"{source.Setting.Key}.{key} takes a mapping of options.", value));
            }
        }

        return map;
    }

    private static string FullPath(SettingSource source, string path) =>
        Path.GetFullPath(path, source.BaseDirectory ?? Directory.GetCurrentDirectory());
}
