using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Clusters;
using Reeve.Containers;
using Reeve.Plugins;
using Reeve.Proxies;
using Reeve.Runtime.Engine;
using Reeve.Runtime.Engine.Logs;
using Reeve.Runtime.Engine.Volumes;
using Reeve.Runtime.Images;
using Reeve.Runtime.Plugins;
using Reeve.Runtime.Proxies;
using Reeve.TestKit.Conformance;
using Reeve.Workloads;

namespace Reeve.TestKit;

/// <summary>A plugin, loaded from a copy of its directory into a load context of its own by the runtime's plugin manager.</summary>
internal sealed class OpenedPlugin : IAsyncDisposable
{
    private readonly ProviderTarget _target;
    private readonly WorkDirectory _directory;
    private readonly ServiceProvider _services;
    private readonly PluginManager _manager;
    private readonly Stack<IAsyncDisposable> _parts = new();

    private OpenedPlugin(ProviderTarget target, WorkDirectory directory, ServiceProvider services, PluginManager manager)
    {
        _target = target;
        _directory = directory;
        _services = services;
        _manager = manager;
    }

    private string Plugins => _directory.Path("plugins");

    public static async Task<OpenedPlugin> LoadAsync(ProviderTarget target, WorkDirectory directory, CancellationToken cancellationToken)
    {
        var plugins = directory.Path("plugins");
        if (!Directory.Exists(plugins))
        {
            Copy(target.PluginDirectory, Path.Combine(plugins, "plugin"));
        }

        var options = new PluginOptions { Directories = [plugins], CacheDirectory = directory.Path("cache"), Watch = false };
        var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var manager = new PluginManager(options, TimeProvider.System, NullLoggerFactory.Instance, services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>());
        var opened = new OpenedPlugin(target, directory, services, manager);
        await manager.StartAsync(cancellationToken).ConfigureAwait(false);
        var plugin = manager.Plugins.Single();
        Require.True(plugin.Status == PluginStatus.Active, $"the plugin {plugin.Id} is {plugin.Status}: {plugin.Reason}");
        return opened;
    }

    public async Task<IContainerDriver> OpenContainerDriverAsync(Owner owner, CancellationToken cancellationToken)
    {
        var driver = await _manager.OpenContainerDriverAsync(_target.Provider, Instance(owner), cancellationToken).ConfigureAwait(false);
        await StartAsync(driver, cancellationToken).ConfigureAwait(false);
        return driver;
    }

    /// <summary>Opens a provider of whole pods; a driver is given the runtime's engine, which makes it one.</summary>
    public async Task<IWorkloadProvider> OpenWorkloadProviderAsync(Owner owner, CancellationToken cancellationToken)
    {
        var provider = _manager.FindProvider(ProviderKind.Workload, _target.Provider) is not null
            ? await _manager.OpenWorkloadProviderAsync(_target.Provider, Instance(owner), cancellationToken).ConfigureAwait(false)
            : await OpenEngineAsync(owner, cancellationToken).ConfigureAwait(false);
        await StartAsync(provider, cancellationToken).ConfigureAwait(false);
        return provider;
    }

    /// <summary>Opens a proxy, not started, with the service above its provider.</summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="directory">A directory of its own.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<(IProxyProvider Provider, IProxyService Service)> OpenProxyAsync(Owner owner, WorkDirectory directory, CancellationToken cancellationToken)
    {
        var instance = Instance(owner) with { StateDirectory = directory.Path("state") };
        var provider = await _manager.OpenProxyProviderAsync(_target.Provider, instance, cancellationToken).ConfigureAwait(false);
        return (provider, new ProxyService(owner.Node, provider, directory.Path("history"), TimeProvider.System, NullLogger.Instance));
    }

    public async Task<IClusterProvisioner> OpenClusterProvisionerAsync(Owner owner, CancellationToken cancellationToken)
    {
        var provisioner = await _manager.OpenClusterProvisionerAsync(_target.Provider, Instance(owner), cancellationToken).ConfigureAwait(false);
        await StartAsync(provisioner, cancellationToken).ConfigureAwait(false);
        return provisioner;
    }

    /// <summary>Takes the plugin's directory away, as a user does, and says whether its load context is gone soon after.</summary>
    public async Task<bool> UnloadsAsync(CancellationToken cancellationToken)
    {
        Directory.Delete(Plugins, recursive: true);
        Directory.CreateDirectory(Plugins);
        await _manager.RescanAsync(cancellationToken).ConfigureAwait(false);
        await _manager.UnloadsSettledAsync(cancellationToken).ConfigureAwait(false);
        return _manager.LeakedContexts == 0;
    }

    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part))
        {
            await part.DisposeAsync().ConfigureAwait(false);
        }

        await _manager.DisposeAsync().ConfigureAwait(false);
        await _services.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task StartAsync(IProvider provider, CancellationToken cancellationToken)
    {
        try
        {
            await provider.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await provider.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<IWorkloadProvider> OpenEngineAsync(Owner owner, CancellationToken cancellationToken)
    {
        var driver = await OpenContainerDriverAsync(owner, cancellationToken).ConfigureAwait(false);
        _parts.Push(driver);
        var logs = new ContainerLogs(new LogOptions { Directory = _directory.Path("logs") }, TimeProvider.System, NullLogger.Instance);
        _parts.Push(logs);
        var volumes = PodVolumes.Create(new VolumeOptions { PodsDirectory = _directory.Path("pods") }, TimeProvider.System);
        var images = ImageManager.ForHostPrograms(_directory.Path("images"));
        _parts.Push(images);
        return ContainerEngine.Create(driver, new EngineContext { Logs = logs, Volumes = volumes, Images = images });
    }

    private ProviderInstance Instance(Owner owner) => new()
    {
        Name = owner.Node,
        Owner = owner,
        Options = new ProviderOptions(Encoding.UTF8.GetBytes(_target.Options)),
        StateDirectory = _directory.Path("state"),
    };

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var directory in Directory.EnumerateDirectories(from))
        {
            Copy(directory, Path.Combine(to, Path.GetFileName(directory)));
        }
    }
}
