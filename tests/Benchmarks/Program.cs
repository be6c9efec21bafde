using Reeve.Benchmarks;
using Reeve.Benchmarks.Clusters;
using Reeve.Benchmarks.Nodes;
using Reeve.Benchmarks.OpenStack;
using Reeve.Benchmarks.Proxies;
using Reeve.Benchmarks.Reporting;
using Reeve.Benchmarks.Slurm;
using Reeve.Benchmarks.Systemd;

if (args is [BareEndpoint.Argument])
{
    return await BareEndpoint.ServeAsync();
}

if (args is [ProxyHostMode.Argument, var plugin, var directory])
{
    return await ProxyHostMode.ServeAsync(plugin, directory);
}

IReadOnlyList<IBenchmark> benchmarks =
[
    new PodStartRate(), new StartUp(), new ResidentMemory(), new PluginLoad(), new EnvironmentThroughput(), new VolumeThroughput(),
    new NodeBenchmark(), new SystemdBenchmark(), new SlurmBenchmark(), new ClusterApiBenchmark(), new ClusterCreation(), new ProxyBenchmark(), new OpenStackBenchmark(),
];
try
{
    var options = BenchmarkOptions.Parse(args);
    var load = MachineLine.Load();
    var sections = new List<Section>();
    foreach (var benchmark in benchmarks.Where(one => options.Only.Count == 0 ? one.IsByDefault : options.Only.Contains(one.Name)))
    {
        await Console.Error.WriteLineAsync($"== {benchmark.Name}");
        var section = await benchmark.RunAsync(options);
        sections.Add(section);
        await Console.Error.WriteLineAsync(MarkdownReport.Render(section));
    }

    if (options.Output is { } output)
    {
        var page = options.Only.Count == 0 || !File.Exists(output)
            ? MarkdownReport.Render(load, sections)
            : sections.Aggregate(await File.ReadAllTextAsync(output), MarkdownReport.Replace);
        await File.WriteAllTextAsync(output, page);
    }

    return 0;
}
catch (BenchmarkException exception)
{
    await Console.Error.WriteLineAsync($"benchmarks: {exception.Message}");
    return 1;
}
