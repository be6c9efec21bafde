using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Runtime.Plugins;
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

        if (configuration.Sources.GetValueOrDefault("proxies") is { } proxies
            && configuration.Proxies.Plans.FirstOrDefault(plan => trial.Host.Plugins.FindProvider(ProviderKind.Proxy, plan.Provider) is null) is { } proxy)
        {
            throw new ConfigurationException([proxies.Error($"proxies: {proxy.Name} has a provider that no plugin provides; {Hint(proxy.Provider, names)}")]);
        }

        Check(configuration, trial.Host.Plugins);
    }

    /// <summary>Checks against loaded plugins.</summary>
    /// <exception cref="ConfigurationException">Something is wrong.</exception>
    public static void Check(LoadedConfiguration configuration, IPluginManager plugins)
    {
        var errors = new List<ConfigurationError>();
        if (configuration.Sources.GetValueOrDefault("proxies") is { } proxies)
        {
            CheckProxies(configuration, proxies, plugins, errors);
        }

        if (configuration.Sources.GetValueOrDefault("providers") is { } source)
        {
            CheckProviders(configuration, source, plugins, errors);
        }

        if (errors.Count > 0)
        {
            throw new ConfigurationException(errors);
        }
    }

    private static void CheckProxies(LoadedConfiguration configuration, SettingSource source, IPluginManager plugins, List<ConfigurationError> errors)
    {
        foreach (var (plan, index) in configuration.Proxies.Plans.Select(static (plan, index) => (plan, index)))
        {
            if (plan.Options is not null && plugins.FindProvider(ProviderKind.Proxy, plan.Provider) is { } provider)
            {
                errors.AddRange(provider.Options.Validate(InstanceOptions.Of(configuration.Options, plan.Provider, plan.Options))
                    .Select(error => source.Error($"proxies[{index}].options.{error.Field}: {error.Message}", YamlPlaces.Find(source.Node, $"[{index}].options.{error.Field}"))));
            }
        }
    }

    private static void CheckProviders(LoadedConfiguration configuration, SettingSource source, IPluginManager plugins, List<ConfigurationError> errors)
    {
        var providers = plugins.Plugins.SelectMany(plugin => plugin.Providers).ToList();
        foreach (var name in configuration.Options.Providers.Keys)
        {
            if (providers.FirstOrDefault(provider => provider.Name == name) is not { } provider)
            {
                var hint = Hint(name, providers.Select(one => one.Name));
                errors.Add(source.Error($"providers.{name}: there is no such provider; {hint}", YamlPlaces.Find(source.Node, name)));
                continue;
            }

            errors.AddRange(provider.Options.Validate(InstanceOptions.Of(configuration.Options, name))
                .Select(error => source.Error($"providers.{name}.{error.Field}: {error.Message}", YamlPlaces.Find(source.Node, $"{name}.{error.Field}"))));
        }
    }

    private static string Hint(string name, IEnumerable<string> known) =>
        NearestName.Find(name, known) is { } near ? $"did you mean \"{near}\"?" : "\"reeve plugins list\" shows what there is";
}
