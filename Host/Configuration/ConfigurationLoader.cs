using Reeve.Host.Configuration.Proxies;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using Reeve.Runtime.Text;

namespace Reeve.Host.Configuration;

/// <summary>Puts the layers together: flags over environment over file over defaults.</summary>
/// <param name="environment">The environment variables.</param>
/// <param name="isRoot">Whether the system-wide file is the default one.</param>
internal sealed class ConfigurationLoader(IReadOnlyDictionary<string, string> environment, bool isRoot)
{
    // Variables of this prefix that are not settings.
    private static readonly string[] Others = [EnvironmentNames.ConfigurationFile, "REEVE_TRACE_STARTUP", "REEVE_REQUIRE_COMPONENTS"];

    /// <summary>Loads and checks everything.</summary>
    /// <param name="file">The file given by the user, or null for the default one, which need not exist.</param>
    /// <param name="flags">Values of flags by key; the last one wins, except that lists grow.</param>
    /// <param name="presumed">Values by key that hold where nothing else is said.</param>
    /// <exception cref="ConfigurationException">Something is wrong; nothing is half loaded.</exception>
    public LoadedConfiguration Load(
        string? file, IReadOnlyList<KeyValuePair<string, string>> flags, IReadOnlyList<KeyValuePair<string, string>>? presumed = null)
    {
        presumed ??= [];
        var errors = new List<ConfigurationError>();
        file ??= environment.GetValueOrDefault(EnvironmentNames.ConfigurationFile);
        var path = file ?? FindDefaultFile();
        var hasVariables = environment.Keys.Any(name => name.StartsWith(EnvironmentNames.Prefix, StringComparison.Ordinal));
        if (path is null && !hasVariables && flags.Count == 0 && presumed.Count == 0)
        {
            var defaults = new HostOptions(); // nothing to look up: the quick way
            return new LoadedConfiguration { Options = defaults, Nodes = [new NodePlan { Options = defaults }] };
        }

        var layers = ReadFlags(presumed, errors).Concat(path is null ? [] : ReadFile(path, errors)).Concat(ReadEnvironment(errors)).Concat(ReadFlags(flags, errors));
        var options = new HostOptions();
        var used = new Dictionary<string, SettingSource>();
        foreach (var source in layers.ToList())
        {
            if (SettingParser.Parse(source, errors) is { } value)
            {
                source.Setting.SetValue(options, source.Merge ? MapMerge.Over(source.Setting.GetValue(options), value) : value);
                used[source.Setting.Key] = source;
            }
        }

        OptionChecks.Check(options, used, errors);
        var nodes = NodePlans.Read(options, used.GetValueOrDefault("nodes"), errors);
        var clusters = ClusterPlans.Read(used.GetValueOrDefault("clusters"), errors);
        var proxies = ProxyPlans.Read(options, used, errors);
        return errors.Count > 0
            ? throw new ConfigurationException(errors)
            : new LoadedConfiguration { Options = options, Nodes = nodes, Clusters = clusters, Proxies = proxies, File = path, Sources = used };
    }

    private static IReadOnlyList<SettingSource> ReadFile(string path, List<ConfigurationError> errors)
    {
        try
        {
            using var reader = new StreamReader(path);
            return ConfigurationFile.Read(path, reader, errors);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var what = exception is FileNotFoundException or DirectoryNotFoundException ? "The file does not exist" : "The file cannot be read";
            errors.Add(new ConfigurationError { Source = path, Message = $"{what}; give another with --config." });
            return [];
        }
    }

    private IEnumerable<SettingSource> ReadEnvironment(List<ConfigurationError> errors)
    {
        var known = SettingCatalog.All.ToDictionary(setting => setting.EnvironmentVariable);
        foreach (var (name, text) in environment.Where(pair => pair.Key.StartsWith(EnvironmentNames.Prefix, StringComparison.Ordinal)))
        {
            if (known.TryGetValue(name, out var setting))
            {
                yield return new SettingSource { Setting = setting, Origin = name, Node = Written(setting, name, text, errors) };
            }
            else if (!Others.Contains(name) && NearestName.Find(name, known.Keys.Append(EnvironmentNames.ConfigurationFile)) is { } meant
                && NearestName.Distance(name, meant) <= 2)
            {
                // Other programs may use the prefix (a container's REEVE_MOUNT_…): only what looks like a slip is an error.
                errors.Add(new ConfigurationError { Source = name, Message = $"Unknown variable; did you mean {meant}?" });
            }
        }
    }

    private static IEnumerable<SettingSource> ReadFlags(
        IReadOnlyList<KeyValuePair<string, string>> flags, List<ConfigurationError> errors)
    {
        foreach (var group in flags.GroupBy(flag => flag.Key))
        {
            if (SettingCatalog.Find(group.Key) is not { } setting)
            {
                if (MapMerge.ReadInside(group.Key, group.Last().Value, errors) is { } inside)
                {
                    yield return inside;
                    continue;
                }

                var parts = group.Key.LastIndexOf('.');
                var message = UnknownKey.Describe(parts < 0 ? "" : group.Key[..parts], group.Key[(parts + 1)..]);
                errors.Add(new ConfigurationError { Source = "--set", Message = message });
                continue;
            }

            var origin = setting.Info.Flag ?? "--set";
            var node = setting.IsList
                ? new YamlSequenceNode(group.Select(flag => new YamlScalarNode(flag.Value)))
                : Written(setting, origin, group.Last().Value, errors);
            yield return new SettingSource { Setting = setting, Origin = origin, Node = node };
        }
    }

    // A variable holds a list with ":" between paths and "," between other texts, and a mapping as YAML or JSON.
    private static YamlNode Written(Setting setting, string origin, string text, List<ConfigurationError> errors)
    {
        if (setting.IsList)
        {
            var items = text.Split(setting.Info.IsPath ? ':' : ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return new YamlSequenceNode(items.Select(item => new YamlScalarNode(item)));
        }

        if (!setting.IsMap && !setting.IsObjectList)
        {
            return new YamlScalarNode(text);
        }

        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 0 ? new YamlMappingNode() : stream.Documents[0].RootNode;
        }
        catch (YamlException)
        {
            errors.Add(new ConfigurationError { Source = origin, Message = "This is not JSON or YAML; give a mapping such as {\"process\": {}}." });
            return new YamlMappingNode();
        }
    }

    private string? FindDefaultFile()
    {
        var home = environment.GetValueOrDefault("XDG_CONFIG_HOME") is { Length: > 0 } configured
            ? configured
            : environment.GetValueOrDefault("HOME") is { Length: > 0 } directory ? Path.Combine(directory, ".config") : null;
        var own = home is null ? null : Path.Combine(home, "reeve", "reeve.yaml");
        const string system = "/etc/reeve/reeve.yaml";
        return (isRoot ? new[] { system, own } : [own, system]).FirstOrDefault(File.Exists);
    }
}
