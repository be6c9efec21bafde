using System.Globalization;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Plugins.Systemd.Units;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Tests.Scenarios;

/// <summary>Limits, by what the kernel does.</summary>
internal static class LimitScenarios
{
    public static async Task MemoryLimit_Exceeded_IsOomKilled()
    {
        await using var harness = await Harness.StartAsync();
        // tail keeps its whole input in memory as long as there is no end of line.
        var launch = harness.Shell("exec tail -n 1 /dev/zero", resources: Limit("memory", "32Mi"));

        var (end, _) = await harness.RunAsync(launch);

        Assert.Equal((137, 9, true), (end.ExitCode, end.Signal, end.OomKilled));
        // One that is killed otherwise is not taken for such a one.
        await harness.Driver.RemoveContainerAsync(launch.Id, CancellationToken.None);
        var victim = harness.Shell("exec sleep 1000", resources: Limit("memory", "32Mi"));
        await harness.StartAsync(victim);
        await harness.Driver.StopContainerAsync(victim.Id, null, TimeSpan.Zero, CancellationToken.None);
        var other = await harness.EndAsync(victim);
        Assert.Equal((137, false), (other.ExitCode, other.OomKilled));
    }

    public static async Task Resize_OfARunningContainer_CountsAtOnce()
    {
        await using var harness = await Harness.StartAsync();
        var launch = harness.Shell("echo up; exec sleep 1000", resources: Limit("memory", "64Mi"));
        await harness.StartAsync(launch);
        var group = UnitNames.ControlGroup(launch.Id);
        var file = new[] { $"/sys/fs/cgroup/memory{group}/memory.limit_in_bytes", $"/sys/fs/cgroup{group}/memory.max" }.First(File.Exists);
        Assert.Equal("67108864", (await File.ReadAllTextAsync(file)).Trim());

        var raised = await harness.Driver.UpdateResourcesAsync(launch.Id, Limit("memory", "128Mi"), CancellationToken.None);
        var lowered = await harness.Driver.UpdateResourcesAsync(launch.Id, Limit("memory", "1"), CancellationToken.None);

        Assert.Equal((PodChangeOutcome.Applied, PodChangeOutcome.Deferred), (raised.Outcome, lowered.Outcome));
        Assert.Equal("134217728", (await File.ReadAllTextAsync(file)).Trim());
    }

    public static async Task PodLevelMemory_Exceeded_IsOomKilled()
    {
        await using var harness = await Harness.StartAsync();
        harness.PodSpec = new PodSpec { Resources = Limit("memory", "32Mi") };
        var launch = harness.Shell("exec tail -n 1 /dev/zero");

        var (end, _) = await harness.RunAsync(launch);

        Assert.Equal((137, 9), (end.ExitCode, end.Signal));
        // Raised while it runs.
        await harness.Driver.RemoveContainerAsync(launch.Id, CancellationToken.None);
        var next = harness.Shell("head -c 60000000 /dev/zero | tail -n 1 | wc -c; echo done; exec sleep 1000");
        var pod = next.Sandbox.Pod with { Pod = next.Sandbox.Pod.Pod with { Spec = next.Sandbox.Pod.Pod.Spec with { Resources = Limit("memory", "256Mi") } } };
        Assert.Equal(PodChangeOutcome.Applied, (await harness.Driver.UpdateResourcesAsync(pod, CancellationToken.None)).Outcome);
        await harness.Driver.StartContainerAsync(next, CancellationToken.None);
        await Harness.WrittenAsync(next, "60000000\ndone");
    }

    public static async Task CpuLimit_BusyLoop_IsThrottled()
    {
        await using var harness = await Harness.StartAsync();
        var launch = harness.Shell("echo up; while :; do :; done", resources: Limit("cpu", "100m"));
        await harness.StartAsync(launch);
        await Harness.WrittenAsync(launch, "up");

        // The kernel counts each period in which it held the group back.
        await Testing.Eventually.TrueAsync(() => Throttled(launch) > 3, "the busy loop is throttled");
        var stats = (await harness.Driver.GetStatsAsync(CancellationToken.None))[launch.Id];
        Assert.True(stats.CpuTime > TimeSpan.Zero && stats.MemoryRssBytes > 0 && stats.Tasks == 1, stats.ToString());
    }

    public static async Task CpuRequests_OfTwoThatWantEveryProcessor_DivideThem()
    {
        await using var harness = await Harness.StartAsync();
        var loops = string.Concat(Enumerable.Repeat("while :; do :; done & ", Environment.ProcessorCount));
        var small = harness.As("small", harness.Shell($"echo up; {loops} wait", resources: Request("100m")));
        var large = harness.As("large", harness.Shell($"echo up; {loops} wait", resources: Request("900m")));
        await harness.StartAsync(small);
        await harness.StartAsync(large);
        await Harness.WrittenAsync(small, "up");
        await Harness.WrittenAsync(large, "up");
        var (smallBefore, largeBefore) = (UsedCpu(small), UsedCpu(large));

        // Nine times as much, but for what the kernel does by processor and by time slice.
        await Testing.Eventually.TrueAsync(
            () => UsedCpu(large) - largeBefore is var used && used > TimeSpan.FromSeconds(1) && used > 3 * (UsedCpu(small) - smallBefore),
            "the processors go to the one that asked for more");
    }

    public static async Task PodPids_ForkBomb_IsStopped()
    {
        await using var harness = await Harness.StartAsync("""{"podPids":20}""");
        var launch = harness.Shell("i=0; while [ $i -lt 60 ]; do sleep 1000 & i=$((i+1)); echo $i; done; wait");

        var (end, output) = await harness.RunAsync(launch);

        // The shell itself, those that it could still fork, and for a moment what made the room for it.
        Assert.Equal(2, end.ExitCode);
        Assert.Contains("annot fork", await File.ReadAllTextAsync(launch.StandardErrorPath), StringComparison.Ordinal);
        Assert.InRange(output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, 17, 19);
    }

    private static long Throttled(ContainerLaunch launch)
    {
        var group = UnitNames.ControlGroup(launch.Id);
        var file = new[] { "/sys/fs/cgroup/cpu", "/sys/fs/cgroup" }.Select(root => $"{root}{group}/cpu.stat").First(File.Exists);
        return File.ReadLines(file).Where(line => line.StartsWith("nr_throttled ", StringComparison.Ordinal))
            .Select(line => long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture)).Single();
    }

    private static TimeSpan UsedCpu(ContainerLaunch launch)
    {
        // The tree of version 2 counts it on both layouts.
        var file = new[] { "/sys/fs/cgroup/unified", "/sys/fs/cgroup" }.Select(root => $"{root}{UnitNames.ControlGroup(launch.Id)}/cpu.stat").First(File.Exists);
        return File.ReadLines(file).Where(line => line.StartsWith("usage_usec ", StringComparison.Ordinal))
            .Select(line => TimeSpan.FromMicroseconds(long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture))).Single();
    }

    private static ResourceRequirements Request(string cpu) =>
        new() { Requests = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse(cpu) } };

    private static ResourceRequirements Limit(string resource, string quantity) =>
        new() { Limits = new Dictionary<string, Quantity> { [resource] = Quantity.Parse(quantity) } };
}
