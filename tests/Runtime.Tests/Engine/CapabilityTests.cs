using System.Text;
using Reeve.Containers;
using Reeve.Plugins;
using Reeve.Runtime.Tests.Engine.Fakes;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine;

public class CapabilityTests
{
    [Fact]
    public async Task Capabilities_AreThoseThatTheDriverAllows()
    {
        await using var h = await EngineHarness.StartAsync();
        Assert.NotNull(h.Engine.Capability<IPodExec>());
        Assert.NotNull(h.Engine.Capability<IPodStats>());
        Assert.Null(h.Engine.Capability<IPodAttach>());
        Assert.Null(h.Engine.Capability<IPodPortForward>());
        Assert.True(h.Engine.Features.Supports(PodFeature.ExecProbes));
        h.Driver.Lacking.Add(typeof(IContainerExec));
        Assert.Null(h.Engine.Capability<IPodExec>());
        Assert.False(h.Engine.Features.Supports(PodFeature.ExecProbes));
        Assert.True(h.Engine.Features.StartsIncomplete);
    }

    [Fact]
    public async Task Exec_RunningAndOther_FindsTheNewestAttempt()
    {
        await using var h = await EngineHarness.StartAsync();
        h.Driver.OnExec = static (_, _, _) => Task.FromResult(5);
        await h.RunAsync(TestPods.Simple());
        await h.ExitAsync("a", 1);
        var exec = h.Capability<IPodExec>();
        Assert.Equal(5, await exec.ExecAsync(TestPods.Id(), "a", new ExecRequest { Command = ["id"] }, CancellationToken.None));
        Assert.Equal(["a#1 id"], h.Driver.CallsOf("exec"));
        var unknown = await Assert.ThrowsAsync<ProviderException>(
            () => exec.ExecAsync(TestPods.Id(), "z", new ExecRequest { Command = ["id"] }, CancellationToken.None));
        Assert.Equal(ErrorReason.NotFound, unknown.Reason);
        await h.ExitAsync("a", 1);
        var ended = await Assert.ThrowsAsync<ProviderException>(
            () => exec.ExecAsync(TestPods.Id(), "a", new ExecRequest { Command = ["id"] }, CancellationToken.None));
        Assert.Equal(ErrorReason.Conflict, ended.Reason);
    }

    [Fact]
    public async Task StatsAndLogs_ComeFromDriverAndStore()
    {
        await using var h = await EngineHarness.StartAsync();
        await h.RunAsync(TestPods.Simple());
        var stats = Assert.Single(await h.Capability<IPodStats>().GetStatsAsync(CancellationToken.None));
        Assert.Equal("a", Assert.Single(stats.Containers).Name);
        Assert.Equal(42, stats.EphemeralStorageUsedBytes);
        using var output = new MemoryStream();
        await h.Capability<IPodLogs>().ReadLogsAsync(TestPods.Id(), "a", new LogQuery(), output, CancellationToken.None);
        Assert.Equal("log of a", Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public async Task Admission_OfTheDriver_IsTheEngines()
    {
        await using var h = await EngineHarness.StartAsync();
        h.Driver.Errors = [new FieldError { Field = "spec.hostPID", Message = "Forbidden" }];
        Assert.Equal(h.Driver.Errors, h.Capability<IPodAdmission>().Validate(TestPods.Simple().Pod));
        h.Driver.Lacking.Add(typeof(IPodAdmission));
        Assert.Null(h.Engine.Capability<IPodAdmission>());
    }
}
