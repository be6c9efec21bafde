using System.Runtime.Loader;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reeve.Benchmarks.Agents;
using Reeve.Benchmarks.Measuring;
using Reeve.Benchmarks.Reporting;
using Reeve.Plugins;
using Reeve.Runtime.Plugins;

namespace Reeve.Benchmarks;

/// <summary>What it takes to load a plugin.</summary>
internal sealed class PluginLoad : IBenchmark
{
    /// <inheritdoc/>
    public string Name => "plugins";

    /// <inheritdoc/>
    public async Task<Section> RunAsync(BenchmarkOptions options)
    {
        using var work = new WorkDirectory();
        var plugins = work.Subdirectory("plugins");
        Copy(options.ProcessPlugin, Path.Combine(plugins, "process"));
        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(plugins, "process", "plugin.json")));
        var assembly = Path.Combine(plugins, "process", manifest.RootElement.GetProperty("assembly").GetString()!);

        var first = await Interleaved.RunAsync(0, 1, () => LoadAsync(plugins, work["cache"]), () => Task.FromResult(LoadPlain(assembly)));
        var later = await Interleaved.RunAsync(2, 11, () => LoadAsync(plugins, work["cache"]), () => Task.FromResult(LoadPlain(assembly)));
        return new()
        {
            Title = "Loading a plugin",
            Explanation = "Starting the plugin manager with one directory that holds the process plugin: reading and checking its manifest, copying its files, "
                + "loading it into a context of its own, letting it register its providers. Reference: loading the same assembly into a bare collectible "
                + "`AssemblyLoadContext` and making an object of the plugin's type.",
            Figures = [Row("First time in a process", first), Row("Later times", later)],
        };
    }

    private static Figure Row(string what, Pair pair) =>
        new() { What = what, Measured = pair.Convert(InMilliseconds).Measured, Reference = pair.Convert(InMilliseconds).Reference, Unit = "ms" };

    private static double InMilliseconds(double seconds) => seconds * 1000;

    private static async Task<double> LoadAsync(string plugins, string cache)
    {
        await using var services = new ServiceCollection()
            .AddReevePlugins(new PluginOptions { Directories = [plugins], CacheDirectory = cache })
            .BuildServiceProvider();
        var start = TimeProvider.System.GetTimestamp();
        var manager = services.GetRequiredService<IPluginManager>();
        await manager.StartAsync(CancellationToken.None);
        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        return manager.Plugins is [{ Status: PluginStatus.Active }]
            ? seconds
            : throw new BenchmarkException($"the process plugin cannot be loaded: {string.Join("; ", manager.Plugins)}");
    }

    private static double LoadPlain(string assembly)
    {
        var start = TimeProvider.System.GetTimestamp();
        var context = new AssemblyLoadContext("plain", isCollectible: true);
        var type = context.LoadFromAssemblyPath(assembly).GetExportedTypes().First(typeof(IPlugin).IsAssignableFrom);
        GC.KeepAlive(Activator.CreateInstance(type));
        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        context.Unload();
        return seconds;
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
