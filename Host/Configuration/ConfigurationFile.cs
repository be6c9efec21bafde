using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Reeve.Host.Configuration;

/// <summary>Reads the configuration file: one YAML document whose keys are all known.</summary>
internal static class ConfigurationFile
{
    /// <summary>Reads a file's text.</summary>
    /// <param name="path">Its path as shown to the user.</param>
    /// <param name="text">Its content.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public static IReadOnlyList<SettingSource> Read(string path, TextReader text, List<ConfigurationError> errors)
    {
        var found = new List<SettingSource>();
        try
        {
            var stream = new YamlStream();
            stream.Load(text);
            if (stream.Documents.Count > 1)
            {
                errors.Add(At(path, stream.Documents[1].RootNode, "The file holds more than one document; merge them into one."));
            }
            else if (stream.Documents.Count == 1)
            {
                ReadSection(path, "", stream.Documents[0].RootNode, found, errors);
            }
        }
        catch (YamlException exception)
        {
            errors.Add(new ConfigurationError
            {
                Source = path,
                Line = (int)exception.Start.Line,
                Column = (int)exception.Start.Column,
                Message = $"This is not YAML: {(exception.InnerException ?? exception).Message}",
            });
        }

        return found;
    }

    private static void ReadSection(
        string path, string section, YamlNode node, List<SettingSource> found, List<ConfigurationError> errors)
    {
        if (node is YamlScalarNode { Value: null or "" })
        {
            return; // a section whose keys are all commented out
        }

        if (node is not YamlMappingNode mapping)
        {
            errors.Add(At(path, node, $"{(section.Length == 0 ? "The file" : section)} takes keys and values, such as \"{Example(section)}\"."));
            return;
        }

        foreach (var (name, value) in mapping.Children)
        {
            var key = section.Length == 0 ? name.ToString() : $"{section}.{name}";
            if (SettingCatalog.Find(key) is { } setting)
            {
                found.Add(new SettingSource
                {
                    Setting = setting,
                    Origin = path,
                    Node = value,
                    BaseDirectory = Path.GetDirectoryName(Path.GetFullPath(path)),
                });
            }
            else if (SettingCatalog.IsSection(key))
            {
                ReadSection(path, key, value, found, errors);
            }
            else
            {
                errors.Add(At(path, name, UnknownKey.Describe(section, name.ToString())));
            }
        }
    }

    private static string Example(string section) => SettingCatalog.KeysIn(section)[0] + ": …";

    private static ConfigurationError At(string path, YamlNode node, string message) => new()
    {
        Source = path,
        Line = (int)node.Start.Line,
        Column = (int)node.Start.Column,
        Message = message,
    };
}
