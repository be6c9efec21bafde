using System.Globalization;
using Reeve.Benchmarks.Agents;
using Reeve.Benchmarks.Measuring;
using Reeve.Benchmarks.Nodes;
using Reeve.Benchmarks.Processes;
using Reeve.Benchmarks.Reporting;
using Reeve.Systemd;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;

namespace Reeve.Benchmarks.Systemd;

/// <summary>Pods as units of a real systemd. Runs where one is booted: <c>eng/bench.sh</c> sees to that.</summary>
internal sealed class SystemdBenchmark : IBenchmark
{
    private const int Pods = 200;
    private const int Rounds = 3;
    private const int Many = 500;
    private const int OneByOne = 50;
    private const int AtOnce = 100;
    private const double Goal = 0.8;
    private const double Mega = 1e6;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public string Name => "systemd";

    /// <inheritdoc/>
    public bool IsByDefault => false;

    /// <inheritdoc/>
    public async Task<Section> RunAsync(BenchmarkOptions options)
    {
        if (!Directory.Exists("/run/systemd/system"))
        {
            throw new BenchmarkException("no systemd is booted here; eng/bench.sh --only systemd boots one");
        }

        if (Components.Missing(Component.ControlPlane) is { } missing)
        {
            throw new BenchmarkException(missing);
        }

        return new()
        {
            Title = "Pods as units of systemd",
            Explanation = $"A systemd that was booted for this, with its own D-Bus and journal. **Rate**: a file with {Pods} pods of one container (`{SleepPods.Program}`) is moved into the "
                + "directory that an idle agent watches; the time ends when the last container's process has begun, as the kernel tells it. Between rounds everything is removed. Reference: a loop of "
                + "`StartTransientUnit` over sd-bus that starts the same units, a slice and a service for each pod, with the same properties, 8 at a time, until the last start job has ended; it writes no file for a pod. "
                + $"**One after another**: pods of a real control plane on the same processors, from the creation to Running and Ready as a watch sees it, {OneByOne} times; **at once**: {AtOnce} of them, from the first creation, 16 requests at a time. "
                + "For comparison, measured elsewhere on two such processors: a kubelet 1.36 with containerd takes 0.26 s for one, 20.9 s for 100 at once, 13 MB for each pod and 240 MB for itself. "
                + $"**Memory**: with {Many} pods, of the whole machine (`MemAvailable`), the programs included.",
            Figures = [.. await RateAsync(options), .. await LatencyAsync(options)],
        };
    }

    private static async Task<IReadOnlyList<Figure>> RateAsync(BenchmarkOptions options)
    {
        using var work = new WorkDirectory(options.Work);
        var pods = new SleepPods();
        var manifests = work.Subdirectory("manifests");
        await using var manager = await SystemdManager.ConnectAsync(SystemdAddress.System, TimeProvider.System, CancellationToken.None);
        var units = new BareUnits(manager, work);
        await using var agent = AgentProcess.Start(options, work, "--provider", "systemd", "--watch", manifests);
        await agent.SettleAsync(work);
        using var threads = new ThreadCount();
        var batch = 0;
        var unit = await FirstAsync();
        var rate = await Interleaved.RunAsync(1, Rounds, MeasuredAsync, ReferenceAsync);
        rate = rate.Convert(seconds => Pods / seconds);

        var available = AvailableMemory();
        await AddAsync(Many);
        await agent.QuietAsync();
        var each = (available - AvailableMemory()) / 1e3 / Many;
        var memory = ProcessMemory.Of(agent.Pid);
        var load = await LoadAsync(agent.Pid);
        return
        [
            new()
            {
                What = "Pods started per second", Measured = rate.Measured, Reference = rate.Reference, Unit = "/s",
                Goal = "ratio of at least 0.80", Met = rate.Measured.Median / rate.Reference.Median >= Goal,
            },
            new() { What = $"Machine: memory for each of {Many} pods", Measured = new([each]), Unit = "kB", Goal = "under 1 MB", Met = each < 1000 },
            new() { What = $"Agent with {Many} pods: resident", Measured = new([memory.Resident / Mega]), Unit = "MB", Goal = "under 120 MB", Met = memory.Resident < 120 * Mega },
            new() { What = $"Agent with {Many} pods: load at rest", Measured = new([load]), Unit = "%" },
        ];

        async Task<double> MeasuredAsync()
        {
            var seconds = await AddAsync(Pods);
            await RemoveAsync();
            return seconds;
        }

        async Task<double> AddAsync(int count)
        {
            await File.WriteAllTextAsync(work["pods.yaml"], pods.Manifest(count, ++batch));
            await agent.QuietAsync();
            var before = threads.Now();
            var start = Libc.SinceBoot();
            File.Move(work["pods.yaml"], Path.Combine(manifests, $"pods-{batch}.yaml"));
            var looks = 0;
            await agent.WaitAsync(
                $"{count} containers run", TimeSpan.FromMilliseconds(50),
                () => (threads.Now() >= before + count || ++looks % 40 == 0) && pods.Running().Count == count);
            return (pods.Running().Max(pid => ProcessTable.StartOf(pid)!.Value) + ProcessTable.Tick - start).TotalSeconds;
        }

        async Task<double> ReferenceAsync()
        {
            await agent.QuietAsync();
            var start = TimeProvider.System.GetTimestamp();
            await units.StartAsync(Pods);
            var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
            Compare();
            await units.StopAsync(Pods);
            return seconds;
        }

        // One pod of the agent's, for the reference to execute the same.
        async Task<string> FirstAsync()
        {
            await AddAsync(1);
            var name = Directory.EnumerateFiles("/run/systemd/transient", "reeve-*-*.service").Select(Path.GetFileName).First()!;
            var properties = await manager.GetUnitAsync(name, new HashSet<string> { "ExecStart" }, CancellationToken.None);
            units.Command = [.. ((object[])((object[])((object[])properties!["ExecStart"])[0])[1]).Cast<string>()];
            File.Copy(Path.Combine("/run/systemd/transient", name), work["unit"]);
            await RemoveAsync();
            return work["unit"];
        }

        // It must do what the agent does, or the ratio says nothing.
        void Compare()
        {
            if (BareUnits.Differences(unit) is { Count: > 0 } differences)
            {
                throw new BenchmarkException($"the units of the reference have other settings than the agent's: {string.Join(' ', differences)}");
            }
        }

        async Task RemoveAsync()
        {
            File.Delete(Path.Combine(manifests, $"pods-{batch}.yaml"));
            await agent.WaitAsync("the pods are gone", TimeSpan.FromMilliseconds(100), () => pods.Running().Count == 0 && !Units("reeve-pod*.slice"));
        }
    }

    private static async Task<IReadOnlyList<Figure>> LatencyAsync(BenchmarkOptions options)
    {
        using var work = new WorkDirectory(options.Work);
        await using var plane = await ControlPlane.StartAsync(new ControlPlaneOptions());
        using var identity = plane.Authority.Issue("system:node:bench", ["system:nodes"]);
        await using var agent = NodeSession.Start(options, work, "bench", plane.Kubeconfigs.Certificate(identity), "systemd");
        await agent.ReadyAsync(plane, "bench");
        await agent.QuietAsync();
        var ns = await plane.CreateNamespaceAsync("units");
        var pods = $"/api/v1/namespaces/{ns}/pods";
        await using var times = await PodTimes.StartAsync(plane.Admin, pods, ready: true);
        var one = new List<double>();
        for (var number = -5; number < OneByOne; number++)
        {
            var start = TimeProvider.System.GetTimestamp();
            await plane.Admin.CreateAsync(pods, Pod($"one-{number + 5}"));
            var seconds = TimeProvider.System.GetElapsedTime(start, await times.RunningAsync($"one-{number + 5}")).TotalSeconds;
            one.AddRange(number < 0 ? [] : [seconds]);
        }

        await plane.Admin.DeleteAsync(pods);
        await times.AllGoneAsync(OneByOne + 5);
        await agent.QuietAsync();
        var names = Enumerable.Range(0, AtOnce).Select(number => string.Create(CultureInfo.InvariantCulture, $"all-{number}")).ToList();
        var begin = TimeProvider.System.GetTimestamp();
        await Parallel.ForEachAsync(
            names, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (name, _) => await plane.Admin.CreateAsync(pods, Pod(name)));
        var running = await Task.WhenAll(names.Select(times.RunningAsync));
        var all = TimeProvider.System.GetElapsedTime(begin, running.Max()).TotalSeconds;
        await plane.Admin.DeleteAsync(pods);
        await times.AllGoneAsync(OneByOne + 5 + AtOnce);
        one.Sort();
        var samples = new Samples(one).Convert(seconds => 1000 * seconds);
        return
        [
            new() { What = "One after another: created to Running and Ready, half of them within", Measured = samples, Unit = "ms", Goal = "under 50 ms", Met = samples.Median < 50 },
            new() { What = "… 99 % of them within", Measured = new([1000 * one[(int)(0.99 * (one.Count - 1))]]), Unit = "ms" },
            new() { What = $"{AtOnce} at once: until all are Running and Ready", Measured = new([all]), Unit = "s", Goal = "under 2 s", Met = all < 2 },
        ];
    }

    private static bool Units(string pattern) => Directory.EnumerateFiles("/run/systemd/transient", pattern).Any();

    private static double AvailableMemory() => 1024 * double.Parse(
        File.ReadLines("/proc/meminfo").First(line => line.StartsWith("MemAvailable:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);

    private static async Task<double> LoadAsync(int pid)
    {
        var start = TimeProvider.System.GetTimestamp();
        var before = ProcessTable.ProcessorTimeOf(pid);
        await Task.Delay(Idle);
        var used = ProcessTable.ProcessorTimeOf(pid) - before;
        return used is { } time ? 100 * (time / TimeProvider.System.GetElapsedTime(start)) : throw new BenchmarkException("the agent ended");
    }

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
