using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Plugins.Process.Tests;

public sealed class StartTests
{
    [LinuxFact]
    public async Task StartContainer_ExitCode_IsReported()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("echo out; echo err >&2; exit 7");

        var started = await harness.StartAsync(launch);
        var ended = await harness.EndAsync(launch);

        Assert.Equal(ContainerState.Running, started.State);
        Assert.NotNull(started.ProcessId);
        Assert.Equal((7, 0, null), (ended.ExitCode, ended.Signal, ended.Reason));
        Assert.True(ended.FinishedAt >= ended.StartedAt);
        Assert.Equal("out\n", harness.Output(launch));
        Assert.Equal("err\n", harness.Error(launch));
    }
}
