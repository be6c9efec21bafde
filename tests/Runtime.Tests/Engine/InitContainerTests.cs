using Reeve.Kubernetes;
using Reeve.Runtime.Tests.Engine.Fakes;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine;

public class InitContainerTests
{
    private static PodSpec Spec(string policy = RestartPolicies.Always, params Container[] init) => new()
    {
        RestartPolicy = policy,
        InitContainers = init,
        Containers = [TestPods.Container("a"), TestPods.Container("b")],
    };

    private static Container Sidecar(string name) => TestPods.Container(name) with { RestartPolicy = RestartPolicies.Always };

    [Fact]
    public async Task Start_InitContainers_RunInOrderBeforeTheOthers()
    {
        await using var h = await EngineHarness.StartAsync();
        await h.RunAsync(TestPods.Of(Spec(init: [TestPods.Container("i1"), TestPods.Container("i2")])));
        var waiting = await h.ContainerAsync("a", item => item.State == ContainerRunState.Waiting);
        Assert.Equal("PodInitializing", waiting.Reason);
        Assert.Equal(["i1#0"], h.Driver.CallsOf("start"));
        await h.ExitAsync("i1", 0);
        Assert.Equal(["i1#0", "i2#0"], h.Driver.CallsOf("start"));
        await h.ExitAsync("i2", 0);
        Assert.Equal(["i1#0", "i2#0", "a#0", "b#0"], h.Driver.CallsOf("start"));
        var done = await h.ContainerAsync("i1", item => item.State == ContainerRunState.Terminated);
        Assert.Equal("Completed", done.Reason);
        Assert.True(done.Ready);
    }

    [Fact]
    public async Task InitFails_Never_FailsThePod()
    {
        await using var h = await EngineHarness.StartAsync();
        await h.RunAsync(TestPods.Of(Spec(RestartPolicies.Never, Sidecar("s"), TestPods.Container("i"))));
        await h.ExitAsync("i", 3);
        var report = await h.ReportAsync(item => item.Finished);
        Assert.Equal("i#0", Assert.Single(h.Driver.CallsOf("start"), call => call[0] == 'i'));
        Assert.DoesNotContain("a#0", h.Driver.CallsOf("start"));
        Assert.Equal(ContainerRunState.Terminated, report.Containers.Single(item => item.Name == "s").State);
        Assert.Equal("PodInitializing", report.Containers.Single(item => item.Name == "a").Reason);
    }

    [Fact]
    public async Task InitFails_Always_IsTriedAgainWithBackOff()
    {
        await using var h = await EngineHarness.StartAsync();
        await h.RunAsync(TestPods.Of(Spec(init: [TestPods.Container("i")])));
        await h.ExitAsync("i", 1);
        await h.ExitAsync("i", 1);
        await h.ContainerAsync("i", item => item is { State: ContainerRunState.Waiting, Reason: "CrashLoopBackOff" });
        await h.AdvanceAsync(10);
        await h.ExitAsync("i", 0);
        await h.ContainerAsync("b", item => item.State == ContainerRunState.Running);
    }

    [Fact]
    public async Task Sidecar_StartupProbe_HoldsTheNextOnes()
    {
        await using var h = await EngineHarness.StartAsync();
        var ready = false;
        h.Driver.OnExec = (_, _, _) => Task.FromResult(ready ? 0 : 1);
        var sidecar = Sidecar("s") with
        {
            StartupProbe = new Probe { Exec = new ExecAction { Command = ["check"] }, PeriodSeconds = 5, FailureThreshold = 10 },
        };
        await h.RunAsync(TestPods.Of(Spec(init: [sidecar, TestPods.Container("i")])));
        await h.AdvanceAsync(12);
        Assert.Equal(["s#0"], h.Driver.CallsOf("start"));
        ready = true;
        await h.AdvanceAsync(5);
        Assert.Equal(["s#0", "i#0"], h.Driver.CallsOf("start"));
        Assert.True((await h.ContainerAsync("s", item => item.Started)).Ready);
    }

    [Fact]
    public async Task Sidecar_Ends_IsAlwaysRestarted()
    {
        await using var h = await EngineHarness.StartAsync();
        await h.RunAsync(TestPods.Of(Spec(RestartPolicies.Never, Sidecar("s"))));
        Assert.Equal(["s#0", "a#0", "b#0"], h.Driver.CallsOf("start"));
        await h.ExitAsync("s", 0);
        await h.ContainerAsync("s", item => item is { State: ContainerRunState.Running, Attempt: 1 });
    }

    [Fact]
    public async Task RegularOnesComplete_SidecarsEndInReverse()
    {
        await using var h = await EngineHarness.StartAsync();
        await h.RunAsync(TestPods.Of(Spec(RestartPolicies.Never, Sidecar("s1"), Sidecar("s2"))));
        await h.ExitAsync("a", 0);
        Assert.Empty(h.Driver.CallsOf("stop"));
        await h.ExitAsync("b", 0);
        Assert.Equal(["s2#0 SIGTERM 30", "s1#0 SIGTERM 30"], h.Driver.CallsOf("stop"));
        var report = await h.ReportAsync(item => item.Finished);
        Assert.All(report.Containers, item => Assert.Equal(ContainerRunState.Terminated, item.State));
    }

    [Fact]
    public async Task Stop_SidecarsWaitForTheirTurnAndForTheGracePeriodAtMost()
    {
        await using var h = await EngineHarness.StartAsync();
        h.Driver.OnSignal = name => name == "a" ? null : 0;
        var pod = TestPods.Of(Spec(RestartPolicies.Always, Sidecar("s1"), Sidecar("s2")));
        await h.RunAsync(pod);
        var stop = h.Engine.StopPodAsync(pod.Id, TimeSpan.FromSeconds(20), CancellationToken.None);
        await h.ContainerAsync("b", item => item.State == ContainerRunState.Terminated);
        Assert.Equal(["a#0 SIGTERM 20", "b#0 SIGTERM 20"], h.Driver.CallsOf("stop"));
        h.Clock.Advance(TimeSpan.FromSeconds(20));
        await h.ContainerAsync("s1", item => item.State == ContainerRunState.Terminated);
        await stop;
        Assert.Equal(137, h.Report()!.Containers.Single(item => item.Name == "a").ExitCode);
        Assert.True(h.Driver.CallsOf("stop").Count == 4);
    }
}
