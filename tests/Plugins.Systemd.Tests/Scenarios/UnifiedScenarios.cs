using System.Globalization;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Plugins.Systemd.Units;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Tests.Scenarios;

/// <summary>What only control groups of version 2 do. Run by <c>eng/unified.sh</c>.</summary>
internal static class UnifiedScenarios
{
    public static async Task MemoryRequest_IsProtectedAndTheLimitApproachedSlowly()
    {
        await using var harness = await Harness.StartAsync();
        var resources = new ResourceRequirements
        {
            Requests = new Dictionary<string, Quantity> { ["memory"] = Quantity.Parse("16Mi"), ["cpu"] = Quantity.Parse("250m") },
            Limits = new Dictionary<string, Quantity> { ["memory"] = Quantity.Parse("64Mi"), ["cpu"] = Quantity.Parse("500m") },
        };
        harness.PodSpec = new PodSpec { Containers = [new Container { Name = "main", Resources = resources }] };
        var launch = harness.Shell("echo up; exec sleep 1000", resources: resources);
        await harness.StartAsync(launch);

        var group = UnitNames.ControlGroup(launch.Id);
        Assert.Equal(16L << 20, Number(group, "memory.min"));
        Assert.Equal(64L << 20, Number(group, "memory.max"));
        Assert.Equal(0, Number(group, "memory.swap.max"));
        Assert.Equal(1, Number(group, "memory.oom.group"));
        Assert.InRange(Number(group, "memory.high"), (59L << 20) - 4096, 60L << 20);
        Assert.Equal("50000 100000", Text(group, "cpu.max"));
        Assert.Equal(16L << 20, Number(UnitNames.ControlGroup(harness.Pod), "memory.min"));
    }

    /// <summary>As with a kubelet, a container is one thing to the kernel: a child that takes too much ends all of it.</summary>
    public static async Task MemoryLimit_ExceededByAChild_EndsTheContainer()
    {
        await using var harness = await Harness.StartAsync();
        var launch = harness.Shell("tail -n 1 /dev/zero; echo survived; exec sleep 1000", resources: Limit("32Mi"));

        var (end, output) = await harness.RunAsync(launch);

        Assert.Equal((137, 9, true, ""), (end.ExitCode, end.Signal, end.OomKilled, output));
    }

    public static async Task PodLevelMemory_Exceeded_IsReportedAsOom()
    {
        await using var harness = await Harness.StartAsync();
        harness.PodSpec = new PodSpec { Resources = Limit("32Mi") };
        var neighbour = harness.As("neighbour", harness.Shell("echo up; exec sleep 1000"));
        await harness.StartAsync(neighbour);
        var launch = harness.Shell("exec tail -n 1 /dev/zero");

        var (end, _) = await harness.RunAsync(launch);

        Assert.Equal((137, 9, true), (end.ExitCode, end.Signal, end.OomKilled));
        Assert.Equal("up", await harness.ExecAsync(neighbour, "echo", "up")); // it goes on
    }

    public static async Task Stats_AreThoseOfTheControlGroup()
    {
        await using var harness = await Harness.StartAsync();
        var launch = harness.Shell("x=$(head -c 20000000 /dev/zero | tr '\\0' a); echo up; while :; do :; done");
        await harness.StartAsync(launch);
        await Harness.WrittenAsync(launch, "up");

        var stats = (await harness.Driver.GetStatsAsync(CancellationToken.None))[launch.Id];

        var used = Number(UnitNames.ControlGroup(launch.Id), "memory.current");
        Assert.InRange(stats.MemoryWorkingSetBytes!.Value, 20_000_000, used + (8 << 20));
        Assert.InRange(stats.MemoryRssBytes!.Value, 20_000_000, used + (8 << 20));
        Assert.True(stats.CpuTime > TimeSpan.Zero && stats.Tasks == 1, stats.ToString());
    }

    public static async Task Resize_Raised_LetsARunningContainerHaveMore()
    {
        await using var harness = await Harness.StartAsync();
        var launch = harness.Shell("echo up; until test -e /proc/self/never; do read line </dev/null; sleep 1; done", resources: Limit("64Mi"));
        await harness.StartAsync(launch);
        await Harness.WrittenAsync(launch, "up");

        var result = await harness.Driver.UpdateResourcesAsync(launch.Id, Limit("256Mi"), CancellationToken.None);

        Assert.Equal(PodChangeOutcome.Applied, result.Outcome);
        Assert.Equal(256L << 20, Number(UnitNames.ControlGroup(launch.Id), "memory.max"));
        Assert.Equal("100000001", await harness.ExecAsync(launch, "sh", "-c", "{ head -c 100000000 /dev/zero; echo; } | tail -n 1 | wc -c"));
    }

    private static ResourceRequirements Limit(string memory) =>
        new() { Limits = new Dictionary<string, Quantity> { ["memory"] = Quantity.Parse(memory) } };

    private static long Number(string group, string file) => long.Parse(Text(group, file), CultureInfo.InvariantCulture);

    private static string Text(string group, string file) => File.ReadAllText($"/sys/fs/cgroup{group}/{file}").Trim();
}
