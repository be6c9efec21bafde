using System.Globalization;
using Reeve.Benchmarks.Agents;
using Reeve.Benchmarks.Measuring;
using Reeve.Benchmarks.Nodes;
using Reeve.Benchmarks.Reporting;
using Reeve.Testing.Kubernetes;

namespace Reeve.Benchmarks.Systemd;

/// <summary>How long pods of a control plane take until a watch sees them Running and Ready.</summary>
internal sealed class UnitLatency(ControlPlane plane, NodeSession agent)
{
    private const int WarmUps = 5;
    private const int Parallelism = 16;

    /// <summary>Pods one after another.</summary>
    public const int OneByOne = 100;

    /// <summary>Pods at once.</summary>
    public const int AtOnce = 100;

    /// <summary>Measures.</summary>
    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var pods = $"/api/v1/namespaces/{await plane.CreateNamespaceAsync("units")}/pods";
        await using var times = await PodTimes.StartAsync(plane.Admin, pods, ready: true);
        var one = new List<double>();
        for (var number = 0; number < WarmUps + OneByOne; number++)
        {
            var seconds = await OneAsync(pods, times, Name("one", number));
            one.AddRange(number < WarmUps ? [] : [1000 * seconds]);
        }

        // Those stay: see UnitRate.Pods.
        await agent.QuietAsync();
        var all = await TogetherAsync(pods, times);
        await plane.Admin.DeleteAsync(pods);
        await times.AllGoneAsync(WarmUps + OneByOne + AtOnce);
        one.Sort();
        var samples = new Samples(one);
        return
        [
            new() { What = "One after another: created to Running and Ready, half of them within", Measured = samples, Unit = "ms", Goal = "under 50 ms", Met = samples.Median < 50 },
            new() { What = "… 99 % of them within", Measured = new([one[(int)(0.99 * (one.Count - 1))]]), Unit = "ms" },
            new() { What = $"{AtOnce} at once: until all are Running and Ready", Measured = new([all]), Unit = "s", Goal = "under 2 s", Met = all < 2 },
        ];
    }

    private async Task<double> OneAsync(string pods, PodTimes times, string name)
    {
        var start = TimeProvider.System.GetTimestamp();
        await plane.Admin.CreateAsync(pods, Pod(name));
        return TimeProvider.System.GetElapsedTime(start, await times.RunningAsync(name)).TotalSeconds;
    }

    private async Task<double> TogetherAsync(string pods, PodTimes times)
    {
        var names = Enumerable.Range(0, AtOnce).Select(number => Name("all", number)).ToList();
        var begin = TimeProvider.System.GetTimestamp();
        await Parallel.ForEachAsync(
            names, new ParallelOptions { MaxDegreeOfParallelism = Parallelism }, async (name, _) => await plane.Admin.CreateAsync(pods, Pod(name)));
        var running = await Task.WhenAll(names.Select(times.RunningAsync));
        return TimeProvider.System.GetElapsedTime(begin, running.Max()).TotalSeconds;
    }

    private static string Name(string group, int number) => string.Create(CultureInfo.InvariantCulture, $"{group}-{number}");

    private static string Pod(string name) => $$"""
        {
          "metadata": { "name": "{{name}}" },
          "spec": {
            "nodeName": "bench", "terminationGracePeriodSeconds": 1,
            "containers": [{ "name": "main", "image": "host:{{SleepPods.Program}}", "args": ["100000"] }]
          }
        }
        """;
}
