using System.Globalization;
using Reeve.Benchmarks.Agents;
using Reeve.Benchmarks.Measuring;
using Reeve.Benchmarks.Processes;
using Reeve.Benchmarks.Reporting;
using Reeve.Testing;
using Reeve.Testing.Faults;
using Reeve.Testing.Kubernetes;

namespace Reeve.Benchmarks.Nodes;

/// <summary>A node of a real control plane, whose pods cost nothing: what remains is the agent's own work and the API server's.</summary>
internal sealed class NodeBenchmark : IBenchmark
{
    private const int Pods = 1000;
    private const int OneByOne = 50;
    private const int Parallel = 16;
    private const double Mega = 1e6;

    /// <inheritdoc/>
    public string Name => "node";

    /// <inheritdoc/>
    public async Task<Section> RunAsync(BenchmarkOptions options)
    {
        if (Components.Missing(Component.ControlPlane) is { } missing)
        {
            throw new BenchmarkException(missing);
        }

        using var work = new WorkDirectory();
        var audit = new AuditLog(work.Subdirectory("audit"));
        await using var plane = await ControlPlane.StartAsync(new ControlPlaneOptions { ApiFlags = audit.Flags });
        using var identity = plane.Authority.Issue("system:node:bench", ["system:nodes"]);
        var kubeconfig = plane.Kubeconfigs.Certificate(identity);
        var figures = new List<Figure>();

        await using (var agent = NodeSession.Start(options, work, "bench", kubeconfig))
        {
            var ready = await agent.ReadyAsync(plane, "bench");
            figures.Add(new() { What = "Start of the agent to node Ready", Measured = new([ready]), Unit = "s", Goal = "under 1 s", Met = ready < 1 });
            await agent.QuietAsync();
            figures.AddRange(await SequenceAsync(plane));
            figures.AddRange(await BurstAsync(plane, agent, audit));
        }

        figures.AddRange(await RelistAsync(options, plane, work, identity));
        return new()
        {
            Title = "A node of a real control plane",
            Explanation = $"`reeve node` with the hollow provider, whose pods run at once and cost nothing, beside etcd, API server, controller manager and scheduler on the "
                + $"same processors. **One after another**: a pod that names its node is created, and a watch waits until it is Running, {OneByOne} times. "
                + $"**At once**: {Pods} pods wait without a node and are bound by {Parallel} requests at a time; times run from the first binding, and for each pod from its own, to Running as a watch sees it. "
                + "Resident memory is read ten seconds after the agent has become quiet: it gives back then what the burst needed. "
                + "Requests are counted by the API server's audit log, from the bindings until the last pod is deleted again, leases and watches included. "
                + "Reference: a client that says of each pod that it runs, in a single request, without looking at anything. "
                + "For comparison, measured elsewhere on two such processors: virtual-kubelet's mock provider takes 221 s for 1,000 pods at once and 0.40 s for one, a real kubelet with containerd 0.26 s for one.",
            Figures = figures,
        };
    }

    private static async Task<IReadOnlyList<Figure>> SequenceAsync(ControlPlane plane)
    {
        var ns = await plane.CreateNamespaceAsync("sequence");
        var pods = $"/api/v1/namespaces/{ns}/pods";
        await using var times = await PodTimes.StartAsync(plane.Admin, pods);
        var bare = new BareNode(plane.Admin, pods);
        var number = 0;
        var pair = await Interleaved.RunAsync(5, OneByOne, () => OneAsync("bench", run: null), () => OneAsync("nobody", bare.RunAsync));
        return
        [
            new()
            {
                What = "One after another: created to Running",
                Measured = pair.Measured.Convert(seconds => 1000 * seconds),
                Reference = pair.Reference.Convert(seconds => 1000 * seconds),
                Unit = "ms",
                Goal = "under 30 ms",
                Met = pair.Measured.Median < 0.03,
            },
        ];

        async Task<double> OneAsync(string node, Func<string, Task>? run)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"one-{++number}");
            var start = TimeProvider.System.GetTimestamp();
            await plane.Admin.CreateAsync(pods, Pod(name, node));
            await (run?.Invoke(name) ?? Task.CompletedTask);
            return TimeProvider.System.GetElapsedTime(start, await times.RunningAsync(name)).TotalSeconds;
        }
    }

    private static async Task<IReadOnlyList<Figure>> BurstAsync(ControlPlane plane, NodeSession agent, AuditLog audit)
    {
        var reference = await BurstAsync(plane, "nobody", bare: true);
        await agent.QuietAsync();
        var before = agent.ProcessorTime;
        await Task.Delay(TimeSpan.FromSeconds(2));
        audit.Forget();
        var measured = await BurstAsync(plane, "bench", bare: false);
        await agent.QuietAsync();
        var start = agent.ProcessorTime - before;
        // It gives memory back a little after it has become quiet.
        await Task.Delay(TimeSpan.FromSeconds(10));
        var memory = ProcessMemory.Of(agent.Pid).Resident;
        var deletion = await DeleteAsync(plane, measured.Namespace);
        await agent.QuietAsync();
        await Task.Delay(TimeSpan.FromSeconds(2));
        var requests = audit.Requests();
        await Console.Error.WriteLineAsync(string.Join('\n', requests.Select(request => $"   {request.Key}: {request.Value}")));
        var each = requests.Values.Sum() / (double)Pods;
        return
        [
            new()
            {
                What = $"{Pods} at once: until all are Running", Measured = new([measured.All]), Reference = new([reference.All]), Unit = "s",
                Goal = "under 10 s", Met = measured.All < 10,
            },
            new() { What = "… of which binding them took", Measured = new([measured.Binding]), Reference = new([reference.Binding]), Unit = "s" },
            new() { What = "… for each pod, half of them within", Measured = new([measured.Percentile(0.5)]), Reference = new([reference.Percentile(0.5)]), Unit = "s" },
            new() { What = "… for each pod, 99 % of them within", Measured = new([measured.Percentile(0.99)]), Reference = new([reference.Percentile(0.99)]), Unit = "s" },
            new() { What = "Agent: processor time for starting them", Measured = new([start.TotalSeconds]), Unit = "s" },
            new() { What = $"Agent with {Pods} pods: resident", Measured = new([memory / Mega]), Unit = "MB", Goal = "under 150 MB", Met = memory < 150 * Mega },
            new() { What = "Deleting them, until the last is gone", Measured = new([deletion]), Unit = "s" },
            new() { What = "API requests in the life of a pod", Measured = new([each]), Unit = "requests", Goal = "at most 6", Met = each <= 6 },
        ];
    }

    private static async Task<Burst> BurstAsync(ControlPlane plane, string node, bool bare)
    {
        var ns = await plane.CreateNamespaceAsync("burst");
        var pods = $"/api/v1/namespaces/{ns}/pods";
        string[] names = [.. Enumerable.Range(0, Pods).Select(number => string.Create(CultureInfo.InvariantCulture, $"pod-{number}"))];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallel };
        await System.Threading.Tasks.Parallel.ForEachAsync(names, options, async (name, _) => await plane.Admin.CreateAsync(pods, Pod(name, node: null)));
        await using var times = await PodTimes.StartAsync(plane.Admin, pods);
        var reference = new BareNode(plane.Admin, pods);
        var bound = new long[Pods];

        var start = TimeProvider.System.GetTimestamp();
        await System.Threading.Tasks.Parallel.ForEachAsync(Enumerable.Range(0, Pods), options, async (number, _) =>
        {
            bound[number] = TimeProvider.System.GetTimestamp();
            await plane.Admin.CreateAsync($"{pods}/{names[number]}/binding", $$"""
                { "metadata": { "name": "{{names[number]}}" }, "target": { "kind": "Node", "name": "{{node}}" } }
                """);
            await (bare ? reference.RunAsync(names[number]) : Task.CompletedTask);
        });
        var binding = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        await times.AllRunningAsync(Pods);
        var running = await Task.WhenAll(names.Select(times.RunningAsync));
        return new Burst
        {
            Namespace = ns,
            Binding = binding,
            All = TimeProvider.System.GetElapsedTime(start, running.Max()).TotalSeconds,
            Each = [.. running.Select((time, number) => TimeProvider.System.GetElapsedTime(bound[number], time).TotalSeconds).Order()],
        };
    }

    private static async Task<double> DeleteAsync(ControlPlane plane, string ns)
    {
        var pods = $"/api/v1/namespaces/{ns}/pods";
        await using var times = await PodTimes.StartAsync(plane.Admin, pods);
        var start = TimeProvider.System.GetTimestamp();
        await plane.Admin.DeleteAsync(pods);
        await times.AllGoneAsync(Pods);
        return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<IReadOnlyList<Figure>> RelistAsync(
        BenchmarkOptions options, ControlPlane plane, WorkDirectory work, System.Security.Cryptography.X509Certificates.X509Certificate2 identity)
    {
        await BurstAsync(plane, "nobody", bare: true);
        // The same node again, through a proxy that can end its watches with "too old".
        await using var proxy = await HttpProxy.StartAsync(plane, identity);
        await using var agent = NodeSession.Start(options, work, "bench", plane.Kubeconfigs.Certificate(identity, proxy.Address));
        await agent.ReadyAsync(plane, "bench");
        var burst = await BurstAsync(plane, "bench", bare: false);
        await agent.QuietAsync();
        var before = agent.ProcessorTime;
        var ended = 0;
        proxy.Fault = request => request.Query.ContainsKey("watch") && request.Path.Value!.EndsWith("/pods", StringComparison.Ordinal) && Interlocked.Increment(ref ended) == 1
            ? HttpFault.Answer(410)
            : null;
        proxy.Forget();
        proxy.CutStreams();
        await Wait.UntilAsync(
            "the agent lists its pods again", TimeSpan.FromMinutes(1), TimeSpan.FromMilliseconds(10),
            () => proxy.Requests.Any(request => request.Path.EndsWith("/pods", StringComparison.Ordinal) && !request.Query.Contains("watch=", StringComparison.Ordinal)));
        await agent.QuietAsync();
        var cost = agent.ProcessorTime - before;
        await DeleteAsync(plane, burst.Namespace);
        return [new() { What = $"Relist of {Pods} pods after 410: processor time", Measured = new([cost.TotalSeconds]), Unit = "s" }];
    }

    private static string Pod(string name, string? node) => $$"""
        {
          "metadata": { "name": "{{name}}" },
          "spec": {
            {{(node is null ? """ "schedulerName": "none", """ : $" \"nodeName\": \"{node}\", ")}}
            "terminationGracePeriodSeconds": 1,
            "containers": [{ "name": "main", "image": "foo" }]
          }
        }
        """;
}
