using Reeve.Benchmarks.Agents;
using Reeve.Benchmarks.Reporting;

namespace Reeve.Benchmarks.Proxies;

/// <summary>The proxy plugin against nginx, haproxy and a direct connection, all in one run.</summary>
internal sealed class ProxyBenchmark : IBenchmark
{
    private const string Memory = "Memory after all HTTP loads (MB)";
    private const string Tcp = "TCP, one connection (GB/s)";
    private const string TcpTime = "TCP: processor time of a gigabyte (s)";
    private const string Udp = "UDP, 200 bytes (datagrams/s that arrive)";
    private const string Changing = "HTTP/1.1, 1 KB, ten changes a second";

    // Found by hand: perf record -g on the proxy's process, with DOTNET_PerfMapEnabled=1.
    private const string Profile =
        "Where it goes, by a profile over the HTTP loads (perf): 37 % in the kernel, most of it sockets, about a fifth of it handing work from one thread to another; 40 % in managed "
        + "code (24 % the plugin and what was compiled anew because it is hot, 6 % the base library, 3 % Kestrel, 2 % the HTTP client); 10 % in the runtime, mostly allocation and "
        + "collection; 6 % in OpenSSL. HTTP/2 costs less for each request than HTTP/1.1 because requests that come together are handed over together. ";

    /// <inheritdoc/>
    public string Name => "proxy";

    /// <inheritdoc/>
    public bool IsByDefault => false; // minutes

    /// <inheritdoc/>
    public async Task<Section> RunAsync(BenchmarkOptions options)
    {
        if (LoadTools.Missing is { } missing)
        {
            throw new BenchmarkException($"the proxy benchmark {missing}");
        }

        var load = MachineLine.Load();
        using var files = new WorkDirectory(options.Work);
        var certificate = BenchmarkCertificate.Make(files.Subdirectory("certificate"));
        await using var servers = await Servers.StartAsync(files.Subdirectory("servers"), certificate);
        await using var plugin = await PluginContender.StartAsync(options, files.Subdirectory("plugin"), servers, certificate);
        await using var nginx = await NginxContender.StartAsync(files.Subdirectory("nginx"), servers, certificate);
        await using var haproxy = await HaproxyContender.StartAsync(files.Subdirectory("haproxy"), servers, certificate);
        var run = new ProxyRun(new LoadTools(files.Subdirectory("tools")), ProxyPace.Get(), [plugin, nginx, haproxy, servers]);
        await run.HttpAsync(Memory);
        await run.StreamsAsync(Tcp, TcpTime, Udp);
        await run.ChangesAsync(Changing, plugin, nginx);
        return Report(run.Results, load);
    }

    private static Section Report(ProxyResults results, string machineLoad)
    {
        List<Figure?> figures = [];
        foreach (var load in LoadCase.All)
        {
            figures.Add(results.Compare($"{load}: to nginx", $"{load} (requests/s)", "requests/s", "nginx", 0.8, "at least 0.8"));
            figures.Add(results.Compare($"{load}: to haproxy", $"{load} (requests/s)", "requests/s", "haproxy"));
            figures.Add(results.Compare($"{load}: to a direct connection", $"{load} (requests/s)", "requests/s", "direct"));
            figures.Add(results.Compare($"{load}: processor time of a request, to nginx", $"{load}: processor time of a request (µs)", "µs", "nginx"));
            figures.AddRange(ProxyRun.Percentiles.Select(percentile => results.Compare($"{load}: {percentile}, to nginx", $"{load}: {percentile} (ms)", "ms", "nginx")));
        }

        figures.Add(results.Compare($"{Changing}: to nginx", $"{Changing} (requests/s)", "requests/s", "nginx", 1, "ahead of it"));
        figures.Add(results.Compare($"{Changing}: p99.9, to nginx", $"{Changing}: p99.9 (ms)", "ms", "nginx"));
        figures.Add(results.Compare("TCP: to nginx", Tcp, "GB/s", "nginx", 1, "at least equal"));
        figures.Add(results.Compare("TCP: processor time of a gigabyte, to nginx", TcpTime, "s", "nginx"));
        figures.Add(results.Compare("TCP: to haproxy", Tcp, "GB/s", "haproxy"));
        figures.Add(results.Compare("TCP: to a direct connection", Tcp, "GB/s", "direct"));
        figures.Add(results.Compare("UDP: to nginx", Udp, "datagrams/s", "nginx"));
        figures.Add(results.Compare("UDP: to a direct connection", Udp, "datagrams/s", "direct"));
        figures.Add(results.Compare("Memory: to nginx", Memory, "MB", "nginx"));
        figures.Add(results.Compare("Memory: to haproxy", Memory, "MB", "haproxy"));
        return new Section
        {
            Title = "Proxying",
            Explanation = "HTTP, TCP and UDP through Plugins.Proxy (in a process with the agent's settings of the runtime), nginx with two workers, haproxy with two threads, and without any of them, "
                + "to the same servers, all on the loopback of one machine with load generators and servers, so that they share its processors. 64 requests at a time as fast as they are "
                + "answered: wrk for HTTP/1.1, h2load for HTTP/2; iperf3 for TCP and UDP. Changes under load: a route that the load does not concern is changed, ten times a second. "
                + "Processor time is that of the proxy's processes alone, and hardly depends on what else the machine does. " + Profile + machineLoad,
            Figures = [.. figures.OfType<Figure>()],
            Details = "All of them, medians:\n\n" + results.Table("Plugins.Proxy", "nginx", "haproxy", "direct"),
        };
    }
}
