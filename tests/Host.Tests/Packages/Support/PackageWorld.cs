using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Host.Packages;
using Reeve.Host.Packages.Wire;
using Reeve.Runtime.Plugins;
using Reeve.Testing;
using PluginOptions = Reeve.Runtime.Plugins.PluginOptions;

namespace Reeve.Host.Tests.Packages.Support;

/// <summary>A state directory with packages, and the plugins of an agent on it.</summary>
internal sealed class PackageWorld : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public PackageWorld(Func<PackageOptions, PackageOptions>? change = null)
    {
        Feed = Directory["feed"];
        System.IO.Directory.CreateDirectory(Feed);
        System.IO.Directory.CreateDirectory(Plugins);
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(TimeProvider.System);
        services.AddReevePlugins(new PluginOptions { Directories = [Plugins], CacheDirectory = Directory["cache"], Watch = false });
        _services = services.BuildServiceProvider();
        var options = new PackageOptions { Directory = Directory["packages"], Sources = [Feed] };
        Packages = new PackageManager(change?.Invoke(options) ?? options, _services.GetRequiredService<PluginVerifier>(), Agent, NullLoggerFactory.Instance);
    }

    public TempDirectory Directory { get; } = new();

    /// <summary>A directory that is the source.</summary>
    public string Feed { get; }

    public PackageManager Packages { get; }

    /// <summary>The plugins of the agent.</summary>
    public IPluginManager Agent => _services.GetRequiredService<IPluginManager>();

    /// <summary>What the agent serves of the plugin: version and status.</summary>
    public string Serving => string.Join(", ", Agent.Plugins.Where(static plugin => plugin.Status == PluginStatus.Active).Select(static plugin => $"{plugin.Id} {plugin.Version}"));

    public string Plugins => Path.Combine(Directory["packages"], "plugins");

    /// <summary>A world whose agent runs.</summary>
    public static async Task<PackageWorld> StartAsync(Func<PackageOptions, PackageOptions>? change = null)
    {
        var world = new PackageWorld(change);
        await world.Agent.StartAsync(CancellationToken.None);
        return world;
    }

    public Task<PackageReport> ChangeAsync(PackageVerb verb, PackageRequest request) => Packages.ChangeAsync(verb, request, NoProgress.Instance, CancellationToken.None);

    public Task<PackageReport> InstallAsync(string? version = null, string id = "Acme.Clusters") =>
        ChangeAsync(PackageVerb.Install, new PackageRequest { Ids = [id], Version = version });

    /// <summary>The files of an installed plugin by their paths.</summary>
    public IReadOnlyDictionary<string, byte[]> Tree(string id = "acme.clusters")
    {
        var root = Path.Combine(Plugins, id);
        return System.IO.Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).ToDictionary(path => Path.GetRelativePath(root, path), File.ReadAllBytes);
    }

    /// <summary>Whether nothing unfinished lies about.</summary>
    public bool IsClean => !System.IO.Directory.EnumerateFileSystemEntries(Path.Combine(Directory["packages"], "staging")).Any();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Packages.Dispose();
        Directory.Dispose();
    }
}
