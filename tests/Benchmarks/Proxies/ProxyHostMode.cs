using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Runtime.Plugins;
using Reeve.Runtime.Proxies;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Benchmarks.Proxies;

/// <summary>This program as the host of one proxy: a document on each line of its standard input, each answered once it is served.</summary>
internal static class ProxyHostMode
{
    /// <summary>The argument by which this program is that host; a plugin's directory and one of its own follow.</summary>
    public const string Argument = "--proxy-host";

    /// <summary>The answer.</summary>
    public const string Applied = "applied";

    /// <summary>Serves until its standard input ends.</summary>
    public static async Task<int> ServeAsync(string plugin, string directory)
    {
        var plugins = Path.Combine(directory, "plugins");
        var copy = Directory.CreateDirectory(Path.Combine(plugins, "proxy")).FullName;
        foreach (var file in Directory.EnumerateFiles(plugin))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        await using var manager = new PluginManager(
            new PluginOptions { Directories = [plugins], CacheDirectory = Path.Combine(directory, "cache"), Watch = false }, TimeProvider.System, NullLoggerFactory.Instance,
            services.GetRequiredService<IMeterFactory>());
        await manager.StartAsync(CancellationToken.None);
        await using var proxy = await new ProxyServices(manager, TimeProvider.System, NullLoggerFactory.Instance).OpenAsync(
            "proxy", new ProviderInstance { Name = "bench", Owner = new Owner { Cluster = "bench", Node = "bench" }, StateDirectory = Path.Combine(directory, "state") }, CancellationToken.None);
        await proxy.StartAsync(CancellationToken.None);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            await proxy.ApplyAsync(ProxySpecs.Read(Encoding.UTF8.GetBytes(line)), "benchmark", null, CancellationToken.None);
            await Console.Out.WriteLineAsync(Applied);
        }

        return 0;
    }
}
