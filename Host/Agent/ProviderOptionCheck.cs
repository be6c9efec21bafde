using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Runtime.Plugins;
using YamlDotNet.RepresentationModel;
using Reeve.Runtime.Text;

namespace Reeve.Host.Agent;

/// <summary>Checks the options of providers against the schemas of their plugins, with the places in the file.</summary>
internal static class ProviderOptionCheck
{
    /// <summary>Loads the plugins on trial and checks.</summary>
    /// <exception cref="ConfigurationException">Something is wrong.</exception>
    public static async Task CheckAsync(LoadedConfiguration configuration, Cli cli, CancellationToken cancellationToken)
    {
        await using var trial = await TrialPlugins.OpenAsync(cli, configuration.Options, load: true, cancellationToken);
        var names = trial.Host.Plugins.Plugins.SelectMany(plugin => plugin.Providers).Select(provider => provider.Name).ToList();
        if (configuration.Sources.GetValueOrDefault("provider") is { } chosen && !names.Contains(configuration.Options.Provider))
        {
            throw new ConfigurationException([chosen.Error($"provider: there is no such provider; {Hint(configuration.Options.Provider, names)}")]);
        }

        if (configuration.Sources.GetValueOrDefault("clusters") is { } clusters
            && configuration.Clusters.FirstOrDefault(plan => plan.Type is { } type && trial.Host.Plugins.FindProvider(ProviderKind.Cluster, type) is null) is { } plan)
        {
            throw new ConfigurationException([clusters.Error($"clusters: {plan.Name} has a type that no plugin provides; {Hint(plan.Type!, names)}")]);
        }

        Check(configuration, trial.Host.Plugins);
    }

    /// <summary>Checks against loaded plugins.</summary>
    /// <exception cref="ConfigurationException">Something is wrong.</exception>
    public static void Check(LoadedConfiguration configuration, IPluginManager plugins)
    {
        if (configuration.Sources.GetValueOrDefault("providers") is not { } source)
        {
            return;
        }

        var errors = new List<ConfigurationError>();
        var providers = plugins.Plugins.SelectMany(plugin => plugin.Providers).ToList();
        foreach (var name in configuration.Options.Providers.Keys)
        {
            if (providers.FirstOrDefault(provider => provider.Name == name) is not { } provider)
            {
                var hint = Hint(name, providers.Select(one => one.Name));
                errors.Add(source.Error($"providers.{name}: there is no such provider; {hint}", FindNode(source.Node, name)));
                continue;
            }

            errors.AddRange(provider.Options.Validate(InstanceOptions.Of(configuration.Options, name))
                .Select(error => source.Error($"providers.{name}.{error.Field}: {error.Message}", FindNode(source.Node, $"{name}.{error.Field}"))));
        }

        if (errors.Count > 0)
        {
            throw new ConfigurationException(errors);
        }
    }

    private static string Hint(string name, IEnumerable<string> known) =>
        NearestName.Find(name, known) is { } near ? $"did you mean \"{near}\"?" : "\"reeve plugins list\" shows what there is";

    // The deepest node on the way to a field: the field itself may be missing.
    private static YamlNode FindNode(YamlNode node, string path)
    {
        foreach (var part in path.Split('.'))
        {
            var name = part.Split('[')[0];
            if (node is not YamlMappingNode mapping || !mapping.Children.TryGetValue(new YamlScalarNode(name), out var next))
            {
                break;
            }

            node = next;
        }

        return node;
    }
}
