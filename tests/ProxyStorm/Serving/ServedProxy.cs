using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reeve.Plugins;
using Reeve.Runtime.Plugins;
using Reeve.Runtime.Proxies;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.ProxyStorm.Serving;

/// <summary>
/// The process that is stormed: one proxy by the real plugin. Each line of its input is a command, each line of its output the answer:
/// a document in base64 (<c>ok REVISION</c> or <c>no REASON</c>), or <c>settle</c> (<c>ok CONNECTIONS MANAGED-BYTES</c>).
/// </summary>
internal static class ServedProxy
{
    public static async Task<int> RunAsync(string plugin, string state)
    {
        var services = new ServiceCollection().AddMetrics().AddLogging(logging => logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning))
            .Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        services.AddReevePlugins(new PluginOptions { Directories = [Path.GetDirectoryName(plugin)!], CacheDirectory = Path.Combine(state, "plugins"), Watch = false });
        services.AddReeveProxies();
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IPluginManager>().StartAsync(CancellationToken.None);
        await using var proxy = await provider.GetRequiredService<IProxyServices>().OpenAsync("proxy", Instance(state), CancellationToken.None);
        await proxy.StartAsync(CancellationToken.None);
        Say($"ready {proxy.Current?.Revision ?? 0}");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            Say(line == "settle" ? await SettleAsync(proxy) : await ApplyAsync(proxy, line));
        }

        return 0;
    }

    private static ProviderInstance Instance(string state) => new()
    {
        Name = "storm",
        Owner = new Owner { Cluster = "storm", Node = "storm" },
        StateDirectory = Path.Combine(state, "proxy"),
        Options = new ProviderOptions(Encoding.UTF8.GetBytes("""{"drainSeconds": 1}""")),
    };

    private static async Task<string> ApplyAsync(IProxyService proxy, string line)
    {
        try
        {
            var revision = await proxy.ApplyAsync(ProxySpecs.Read(Convert.FromBase64String(line)), "storm", null, CancellationToken.None);
            return $"ok {revision.Revision}";
        }
        catch (Exception exception) when (exception is ProviderException or ProxyValidationException)
        {
            return $"no {exception.Message.ReplaceLineEndings(" ")}";
        }
    }

    private static async Task<string> SettleAsync(IProxyService proxy)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var managed = GC.GetTotalMemory(forceFullCollection: true);
        var observation = await proxy.ObserveAsync(CancellationToken.None);
        return string.Create(CultureInfo.InvariantCulture, $"ok {observation.Connections.Values.Sum()} {managed}");
    }

    private static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
