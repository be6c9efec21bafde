using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Host.Packages;
using Reeve.Runtime.Plugins;
using RuntimePluginOptions = Reeve.Runtime.Plugins.PluginOptions;

namespace Reeve.Host.Agent;

/// <summary>The plugin manager of this process, configured.</summary>
internal sealed class PluginHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly Lazy<PackageManager>? _packages;

    private PluginHost(ServiceProvider services, Lazy<PackageManager>? packages) => (_services, _packages) = (services, packages);

    /// <summary>Finds and loads plugins.</summary>
    public IPluginManager Plugins => _services.GetRequiredService<IPluginManager>();

    /// <summary>Tries plugins.</summary>
    public PluginVerifier Verifier => _services.GetRequiredService<PluginVerifier>();

    /// <summary>Plugins that come from packages. NuGet is loaded with the first use.</summary>
    public IPackages Packages => _packages?.Value ?? throw new InvalidOperationException("There is no place for packages.");

    /// <summary>Creates the manager; nothing is loaded yet.</summary>
    /// <param name="options">The configuration.</param>
    /// <param name="cacheDirectory">Where copies of plugins are kept.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <param name="time">The clock.</param>
    /// <param name="watch">Whether changes of the directories are taken over.</param>
    /// <param name="packages">Where plugins from packages are; null for none.</param>
    /// <exception cref="CommandException">A configured directory is not there.</exception>
    public static PluginHost Create(HostOptions options, string cacheDirectory, ILoggerFactory loggers, TimeProvider time, bool watch, PackagePlace? packages = null)
    {
        foreach (var directory in options.Plugins.Directories.Where(directory => !Directory.Exists(directory)))
        {
            throw CommandException.Usage($"The plugin directory {directory} does not exist; make it, or correct --plugins or plugins.directories.");
        }

        if (watch && packages is not null)
        {
            // It can be watched only if it is there.
            Directory.CreateDirectory(packages.Plugins);
        }

        var shipped = Path.Combine(AppContext.BaseDirectory, "plugins");
        var services = new ServiceCollection();
        services.AddSingleton(loggers);
        services.AddSingleton(time);
        services.AddReevePlugins(new RuntimePluginOptions
        {
            Directories = [.. options.Plugins.Directories.Select(Path.GetFullPath), .. new[] { packages?.Plugins, shipped }.OfType<string>().Where(Directory.Exists)],
            CacheDirectory = cacheDirectory,
            Disabled = options.Plugins.Disabled,
            Watch = watch,
        });
        var provider = services.BuildServiceProvider();
        return new PluginHost(provider, packages is null ? null : new Lazy<PackageManager>(() => packages.Open(
            options.Packages, provider.GetRequiredService<PluginVerifier>(), watch ? provider.GetRequiredService<IPluginManager>() : null, loggers)));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_packages is { IsValueCreated: true })
        {
            _packages.Value.Dispose();
        }
    }
}
