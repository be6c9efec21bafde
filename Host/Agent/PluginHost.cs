using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Runtime.Plugins;
using RuntimePluginOptions = Reeve.Runtime.Plugins.PluginOptions;

namespace Reeve.Host.Agent;

/// <summary>The plugin manager of this process, configured.</summary>
internal sealed class PluginHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private PluginHost(ServiceProvider services) => _services = services;

    /// <summary>Finds and loads plugins.</summary>
    public IPluginManager Plugins => _services.GetRequiredService<IPluginManager>();

    /// <summary>Tries plugins.</summary>
    public PluginVerifier Verifier => _services.GetRequiredService<PluginVerifier>();

    /// <summary>Creates the manager; nothing is loaded yet.</summary>
    /// <param name="options">The configuration.</param>
    /// <param name="cacheDirectory">Where copies of plugins are kept.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <param name="time">The clock.</param>
    /// <param name="watch">Whether changes of the directories are taken over.</param>
    /// <exception cref="CommandException">A configured directory is not there.</exception>
    public static PluginHost Create(HostOptions options, string cacheDirectory, ILoggerFactory loggers, TimeProvider time, bool watch)
    {
        foreach (var directory in options.Plugins.Directories.Where(directory => !Directory.Exists(directory)))
        {
            throw CommandException.Usage($"The plugin directory {directory} does not exist; make it, or correct --plugins or plugins.directories.");
        }

        var shipped = Path.Combine(AppContext.BaseDirectory, "plugins");
        var services = new ServiceCollection();
        services.AddSingleton(loggers);
        services.AddSingleton(time);
        services.AddReevePlugins(new RuntimePluginOptions
        {
            Directories = [.. options.Plugins.Directories.Select(Path.GetFullPath), .. Directory.Exists(shipped) ? [shipped] : Array.Empty<string>()],
            CacheDirectory = cacheDirectory,
            Disabled = options.Plugins.Disabled,
            Watch = watch,
        });
        return new PluginHost(services.BuildServiceProvider());
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
