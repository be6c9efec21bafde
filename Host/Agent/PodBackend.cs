using Microsoft.Extensions.Logging;
using Reeve.Containers;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Plugins;
using Reeve.Runtime.Engine;
using Reeve.Runtime.Engine.Logs;
using Reeve.Runtime.Engine.Volumes;
using Reeve.Runtime.Images;
using Reeve.Runtime.Plugins;
using Reeve.Workloads;

namespace Reeve.Host.Agent;

/// <summary>Opens what runs the pods of one node: a provider of whole pods, or a driver under the engine.</summary>
/// <param name="cli">The process.</param>
/// <param name="options">The node's configuration.</param>
/// <param name="layout">The node's state directory.</param>
/// <param name="loggers">Makes loggers.</param>
/// <param name="podRanges">The ranges that a cluster has given to the node; null where there is no cluster.</param>
internal sealed class PodBackend(Cli cli, HostOptions options, AgentLayout layout, ILoggerFactory loggers, Func<IReadOnlyList<string>>? podRanges = null)
{
    /// <summary>The images of a node whose provider is a driver, once it is open; a provider of whole pods sees to its own.</summary>
    public ImageManager? Images { get; private set; }

    /// <summary>Opens and starts it.</summary>
    /// <param name="plugins">Where the provider comes from.</param>
    /// <param name="owner">Whose pods it runs.</param>
    /// <param name="parts">Takes everything that was opened.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public async Task<IWorkloadProvider> OpenAsync(IPluginManager plugins, Owner owner, PartStack parts, CancellationToken cancellationToken)
    {
        var instance = new ProviderInstance
        {
            Name = owner.Node,
            Owner = owner,
            Options = InstanceOptions.Of(options, options.Provider),
            StateDirectory = layout.Provider(options.Provider),
        };
        if (plugins.FindProvider(ProviderKind.Workload, options.Provider) is not null)
        {
            var provider = parts.Own(await plugins.OpenWorkloadProviderAsync(options.Provider, instance, cancellationToken));
            await provider.StartAsync(cancellationToken);
            return provider;
        }

        var driver = parts.Own(await OpenDriverAsync(plugins, options.Provider, instance, cancellationToken));
        await driver.StartAsync(cancellationToken);
        var engine = parts.Own(ContainerEngine.Create(driver, CreateContext(owner, driver.Features.Images, parts)));
        await engine.StartAsync(cancellationToken);
        return engine;
    }

    /// <summary>Features whose lack is only reported.</summary>
    public HashSet<PodFeature> IgnoredFeatures() =>
        [.. options.Pods.IgnoredFeatures.Select(name => Enum.Parse<PodFeature>(name, ignoreCase: true))];

    private EngineContext CreateContext(Owner owner, ImageForms forms, PartStack parts) => new()
    {
        Logs = parts.Own(new ContainerLogs(layout.LogOptions(options), cli.Time, loggers.CreateLogger<ContainerLogs>())),
        Volumes = PodVolumes.Create(
            new VolumeOptions
            {
                PodsDirectory = layout.Volumes,
                MemoryDirectory = MemoryDirectories.Find(owner.Token),
                MountsMemory = true,
                SecretsOnDisk = options.Pods.SecretsOnDisk,
                AllowedHostPaths = options.Pods.AllowedHostPaths,
            },
            cli.Time),
        Images = Images = NodeImageManager.Open(options, layout, forms, parts, cli.Time, loggers),
        PodRanges = podRanges ?? (static () => []),
        TimeProvider = cli.Time,
        Logger = loggers.CreateLogger<ContainerEngine>(),
    };

    private static async Task<IContainerDriver> OpenDriverAsync(
        IPluginManager plugins, string name, ProviderInstance instance, CancellationToken cancellationToken)
    {
        try
        {
            return await plugins.OpenContainerDriverAsync(name, instance, cancellationToken);
        }
        catch (ProviderException exception) when (exception.Reason == ErrorReason.NotFound
            && !plugins.Plugins.Any(plugin => plugin.Providers.Any(provider => provider.Name == name[(name.LastIndexOf('/') + 1)..])))
        {
            // No plugin, good or broken, has one of that name: the name is wrong, nothing has failed.
            throw CommandException.Usage(exception.Message);
        }
    }
}
