using Reeve.Benchmarks.Agents;
using Reeve.Benchmarks.Nodes;
using Reeve.Benchmarks.Reporting;
using Reeve.Systemd;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;

namespace Reeve.Benchmarks.Systemd;

/// <summary>Pods as units of a real systemd. Runs where one is booted: <c>eng/bench.sh</c> sees to that.</summary>
internal sealed class SystemdBenchmark : IBenchmark
{
    private const string Node = "bench";

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
            Explanation = $"A systemd that was booted for this, with its own D-Bus and journal. **Rate**: a file with {UnitRate.Pods} pods of one container (`{SleepPods.Program}`) is moved into the "
                + "directory that an idle agent watches, while the pods of all files before go on; the time ends when the last container's process has begun, as the kernel tells it. Reference: a loop of "
                + "`StartTransientUnit` over sd-bus that starts the same units, a slice and a service for each pod, with the same properties and mounts, 8 at a time, until the last start job has ended, and is removed again; it writes no file for a pod. "
                + $"**One after another**: pods of a real control plane on the same processors, from the creation to Running and Ready as a watch sees it, {UnitLatency.OneByOne} times; **at once**: {UnitLatency.AtOnce} of them, from the first creation, 16 requests at a time. "
                + "For comparison, measured elsewhere on two such processors: a kubelet 1.36 with containerd takes 0.26 s for one, 20.9 s for 100 at once, 13 MB for each pod and 240 MB for itself. "
                + $"**Memory**: by how much {UnitRate.Many} pods let the control group grow that holds the booted systemd with all it runs, but not the agent: programs, PID 1, bus, journal, and the kernel's "
                + "own structures for them.",
            Figures = [.. await RateAsync(options), .. await LatencyAsync(options)],
        };
    }

    private static async Task<IReadOnlyList<Figure>> RateAsync(BenchmarkOptions options)
    {
        using var work = new WorkDirectory(options.Work);
        var manifests = work.Subdirectory(UnitRate.Directory);
        await using var manager = await SystemdManager.ConnectAsync(SystemdAddress.System, TimeProvider.System, CancellationToken.None);
        await using var agent = AgentProcess.Start(options, work, "--provider", "systemd", "--watch", manifests);
        await agent.SettleAsync(work);
        using var rate = new UnitRate(agent, work, manager);
        return await rate.RunAsync();
    }

    private static async Task<IReadOnlyList<Figure>> LatencyAsync(BenchmarkOptions options)
    {
        using var work = new WorkDirectory(options.Work);
        await using var plane = await ControlPlane.StartAsync(new ControlPlaneOptions());
        using var identity = plane.Authority.Issue($"system:node:{Node}", ["system:nodes"]);
        await using var agent = NodeSession.Start(options, work, Node, plane.Kubeconfigs.Certificate(identity), "systemd", "--config", AgentProcess.Configuration(work));
        await agent.ReadyAsync(plane, Node);
        await agent.QuietAsync();
        return await new UnitLatency(plane, agent).RunAsync();
    }
}
