using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Reeve.Clusters;
using Reeve.Containers;
using Reeve.Plugins;
using Reeve.Proxies;
using Reeve.Runtime.Plugins;
using Reeve.Workloads;

namespace Reeve.Runtime.Hosting;

/// <summary>The providers that are part of the program, gathered while it is put together.</summary>
internal sealed partial class LinkedProviders
{
    private const string PluginId = "program";

    private readonly Dictionary<(ProviderKind Kind, string Name), Func<IServiceProvider, ProviderContext, IProvider>> _providers = [];
    private readonly Dictionary<string, LinkedPlugin> _plugins = [];

    /// <summary>Adds a provider by its class.</summary>
    /// <param name="kind">Its contract.</param>
    /// <param name="name">Its name; null to make one of the class's.</param>
    /// <returns>Its name.</returns>
    public string Add<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(ProviderKind kind, string? name)
        where T : class, IProvider
    {
        name ??= NameOf(typeof(T));
        _providers[(kind, name)] = static (services, context) => ActivatorUtilities.CreateInstance<T>(services, context);
        return name;
    }

    /// <summary>Adds a plugin by its class.</summary>
    public void Add<TPlugin>()
        where TPlugin : IPlugin, new()
    {
        var assembly = typeof(TPlugin).Assembly;
        var id = assembly.GetCustomAttribute<ReevePluginAttribute>() is { } attribute && attribute.PluginType == typeof(TPlugin)
            ? attribute.Id
            : typeof(TPlugin).FullName!.ToLowerInvariant();
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        var plugin = new LinkedPlugin { Id = id, Register = static registrar => new TPlugin().Register(registrar) };
        _plugins[id] = version is null ? plugin : plugin with { Version = version };
    }

    /// <summary>The plugin manager's options, once everything is gathered.</summary>
    public PluginOptions OptionsOf(IServiceProvider services, LocalState state, ReeveOptions options) => new()
    {
        Directories = [.. options.PluginDirectories.Select(Path.GetFullPath)],
        CacheDirectory = Path.Combine(state.Path, "plugins"),
        Watch = options.WatchPlugins && options.PluginDirectories.Count > 0,
        Linked = _providers.Count == 0
            ? [.. _plugins.Values]
            : [.. _plugins.Values, new LinkedPlugin { Id = PluginId, Register = registrar => Register(services, registrar) }],
    };

    private void Register(IServiceProvider services, IPluginRegistrar registrar)
    {
        foreach (var ((kind, name), create) in _providers)
        {
            switch (kind)
            {
                case ProviderKind.Workload:
                    registrar.AddWorkloadProvider(name, context => (IWorkloadProvider)create(services, context));
                    break;
                case ProviderKind.Driver:
                    registrar.AddContainerDriver(name, context => (IContainerDriver)create(services, context));
                    break;
                case ProviderKind.Cluster:
                    registrar.AddClusterProvisioner(name, context => (IClusterProvisioner)create(services, context));
                    break;
                case ProviderKind.Proxy:
                    registrar.AddProxyProvider(name, context => (IProxyProvider)create(services, context));
                    break;
                default:
                    throw new InvalidOperationException($"{name} is of no known contract.");
            }
        }
    }

    // OutboxProvider is "outbox", MailRoomDriver is "mail-room".
    private static string NameOf(Type type)
    {
        var own = Suffix().Replace(type.Name, "");
        return Words().Replace(own.Length > 0 ? own : type.Name, "-$0").TrimStart('-').ToLowerInvariant();
    }

    [GeneratedRegex("(WorkloadProvider|ProxyProvider|ContainerDriver|ClusterProvisioner|Provider|Driver|Provisioner)$")]
    private static partial Regex Suffix();

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]|[A-Z](?=[A-Z]*[A-Z][a-z])")]
    private static partial Regex Words();
}
