using Reeve.Testing;

namespace Reeve.Plugins.Process.Tests.Processes;

public sealed class TreeStatsTests
{
    [LinuxFact]
    public async Task GetStats_BusyTree_CountsTimeAndMemoryOfAllItsProcesses()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("(i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done); sleep 1000 & sleep 1000 & echo ready; wait");
        await harness.StartAsync(launch);
        await harness.WrittenAsync(launch, "ready");

        var stats = (await harness.Driver.GetStatsAsync(CancellationToken.None))[harness.IdOf(launch)];

        Assert.Equal("main", stats.Name);
        Assert.True(stats.CpuTime > TimeSpan.Zero);
        Assert.Equal(3, stats.Tasks);
        Assert.True(stats.MemoryWorkingSetBytes > stats.MemoryRssBytes);
        Assert.True(stats.MemoryRssBytes > 0);
    }

    [LinuxFact]
    public async Task GetStats_EndedContainer_IsLeftOut()
    {
        await using var harness = await DriverHarness.StartAsync();
        await harness.RunAsync(TestLaunch.Shell("true"));

        Assert.Empty(await harness.Driver.GetStatsAsync(CancellationToken.None));
    }
}
