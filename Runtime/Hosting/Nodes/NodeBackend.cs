using Microsoft.Extensions.Logging;
using Reeve.Containers;
using Reeve.Plugins;
using Reeve.Runtime.Engine;
using Reeve.Runtime.Engine.Logs;
using Reeve.Runtime.Engine.Volumes;
using Reeve.Runtime.Images;
using Reeve.Runtime.Plugins;
using Reeve.Workloads;

namespace Reeve.Runtime.Hosting.Nodes;

/// <summary>What runs the pods of one node: a provider of whole pods, or a driver under the engine. Dispose it after the pods' manager.</summary>
public sealed class NodeBackend : IAsyncDisposable
{
    private readonly PartStack _parts = new();
    private readonly NodeBackendOptions _options;
    private readonly NodeLayout _layout;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;

    /// <summary>Prepares it; nothing is opened yet.</summary>
    /// <param name="options">What is wanted.</param>
    /// <param name="layout">The node's state directory.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Makes loggers.</param>
    public NodeBackend(NodeBackendOptions options, NodeLayout layout, TimeProvider time, ILoggerFactory loggers) =>
        (_options, _layout, _time, _loggers) = (options, layout, time, loggers);

    /// <summary>The images of a node whose provider is a driver, once it is open; a provider of whole pods sees to its own.</summary>
    public ImageManager? Images { get; private set; }

    /// <summary>The ranges that a cluster has given to the node, asked anew for each use.</summary>
    /// <value>None.</value>
    public Func<IReadOnlyList<string>> PodRanges { get; init; } = static () => [];

    /// <summary>Opens and starts it.</summary>
    /// <param name="plugins">Where the provider comes from.</param>
    /// <param name="owner">Whose pods it runs.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="HostingException">No plugin has a provider of that name.</exception>
    /// <exception cref="ProviderException">It cannot be opened or started.</exception>
    public async Task<IWorkloadProvider> OpenAsync(IPluginManager plugins, Owner owner, CancellationToken cancellationToken)
    {
        var name = _options.Provider;
        var instance = new ProviderInstance { Name = owner.Node, Owner = owner, Options = _options.ProviderOptions, StateDirectory = _layout.Provider(name) };
        if (plugins.FindProvider(ProviderKind.Workload, name) is not null)
        {
            var provider = _parts.Own(await plugins.OpenWorkloadProviderAsync(name, instance, cancellationToken));
            await provider.StartAsync(cancellationToken);
            return provider;
        }

        var driver = _parts.Own(await OpenDriverAsync(plugins, name, instance, cancellationToken));
        await driver.StartAsync(cancellationToken);
        var engine = _parts.Own(ContainerEngine.Create(driver, CreateContext(owner, driver.Features.Images)));
        await engine.StartAsync(cancellationToken);
        return engine;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _parts.DisposeAsync();

    private EngineContext CreateContext(Owner owner, ImageForms forms) => new()
    {
        Logs = _parts.Own(new ContainerLogs(
            new LogOptions { Directory = _layout.Logs, SpoolDirectory = _layout.Volumes, MaxFileBytes = _options.MaxLogFileBytes, MaxFiles = _options.MaxLogFiles },
            _time,
            _loggers.CreateLogger<ContainerLogs>())),
        Volumes = PodVolumes.Create(
            new VolumeOptions
            {
                PodsDirectory = _layout.Volumes,
                MemoryDirectory = MemoryDirectories.Find(owner.Token),
                MountsMemory = true,
                SecretsOnDisk = _options.SecretsOnDisk,
                AllowedHostPaths = _options.AllowedHostPaths,
            },
            _time),
        Images = Images = NodeImageManager.Open(_options.Images, _layout.Images, _options.Provider, forms, _parts, _time, _loggers),
        PodRanges = PodRanges,
        TimeProvider = _time,
        Logger = _loggers.CreateLogger<ContainerEngine>(),
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
            throw new HostingException(exception.Message, exception);
        }
    }
}
