using Reeve.Kubernetes;
using Reeve.Runtime.Tests.Engine.Fakes;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine;

public class ProbeTests
{
    private static Probe Exec(string command, int period = 10, int failures = 3, int successes = 1, int delay = 0, long? grace = null) => new()
    {
        Exec = new ExecAction { Command = [command] },
        PeriodSeconds = period,
        FailureThreshold = failures,
        SuccessThreshold = successes,
        InitialDelaySeconds = delay,
        TerminationGracePeriodSeconds = grace,
    };

    private static async Task<EngineHarness> RunAsync(Container container, Func<string, int> answer, string policy = RestartPolicies.Always)
    {
        var h = await EngineHarness.StartAsync();
        h.Driver.OnExec = (_, request, _) => Task.FromResult(answer(request.Command[0]));
        await h.RunAsync(TestPods.Of(new PodSpec { RestartPolicy = policy, Containers = [container] }));
        return h;
    }

    [Fact]
    public async Task Readiness_Thresholds_ChangeReadyAlone()
    {
        var good = true;
        await using var h = await RunAsync(
            TestPods.Container("a") with { ReadinessProbe = Exec("r", period: 5, failures: 2, successes: 2, delay: 3) }, _ => good ? 0 : 1);
        Assert.False((await h.ContainerAsync("a", item => item.Started)).Ready);
        await h.AdvanceAsync(3);
        Assert.False(h.Report()!.Containers[0].Ready);
        await h.AdvanceAsync(5);
        await h.ContainerAsync("a", item => item.Ready);
        good = false;
        await h.AdvanceAsync(5);
        await h.EventAsync("Unhealthy", "Readiness probe failed: ");
        Assert.True(h.Report()!.Containers[0].Ready);
        await h.AdvanceAsync(5);
        await h.ContainerAsync("a", item => !item.Ready);
        Assert.Single(h.Driver.Launches);
    }

    [Fact]
    public async Task Liveness_FailsThreeTimes_RestartsWithTheProbesGrace()
    {
        var good = true;
        await using var h = await RunAsync(TestPods.Container("a") with { LivenessProbe = Exec("l", grace: 4) }, _ => good ? 0 : 1);
        await h.AdvanceAsync(20);
        good = false;
        await h.AdvanceAsync(20);
        Assert.Empty(h.Driver.CallsOf("stop"));
        await h.AdvanceAsync(10);
        Assert.Equal(["a#0 SIGTERM 4"], h.Driver.CallsOf("stop"));
        await h.EventAsync("Killing", "Container a failed liveness probe, will be restarted");
        await h.ContainerAsync("a", item => item is { State: ContainerRunState.Running, Attempt: 1 });
        Assert.Equal(143, h.Report()!.Containers[0].Last!.ExitCode);
        var probes = h.Driver.CallsOf("exec").Count;
        good = true;
        await h.AdvanceAsync(10);
        Assert.True(h.Driver.CallsOf("exec").Count > probes);
    }

    [Fact]
    public async Task Liveness_FailsUnderNever_EndsTheContainer()
    {
        await using var h = await RunAsync(TestPods.Container("a") with { LivenessProbe = Exec("l", failures: 1) }, _ => 1, RestartPolicies.Never);
        await h.ReportAsync(item => item.Finished);
        await h.EventAsync("Killing", "Container a failed liveness probe");
        Assert.DoesNotContain(h.Events, item => item.Message.Contains("will be restarted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Liveness_FailsUnderOnFailure_RestartsAlsoAfterExitCodeZero()
    {
        await using var h = await RunAsync(TestPods.Container("a") with { LivenessProbe = Exec("l", failures: 1) }, _ => 1, RestartPolicies.OnFailure);
        h.Driver.OnSignal = static _ => 0;
        await h.ContainerAsync("a", item => item.Attempt >= 1);
    }

    [Fact]
    public async Task Startup_UntilItPassed_NothingElseIsProbed()
    {
        var started = false;
        await using var h = await RunAsync(
            TestPods.Container("a") with
            {
                StartupProbe = Exec("s", period: 2, failures: 100), LivenessProbe = Exec("l"), ReadinessProbe = Exec("r"),
            },
            command => command == "s" && !started ? 1 : 0);
        await h.AdvanceAsync(20);
        Assert.All(h.Driver.CallsOf("exec"), call => Assert.Equal("a#0 s", call));
        Assert.False(h.Report()!.Containers[0].Started);
        started = true;
        await h.AdvanceAsync(2);
        var container = await h.ContainerAsync("a", item => item.Ready);
        Assert.True(container.Started);
        var calls = h.Driver.CallsOf("exec").Count(call => call == "a#0 s");
        await h.AdvanceAsync(20);
        Assert.Equal(calls, h.Driver.CallsOf("exec").Count(call => call == "a#0 s"));
        Assert.Contains("a#0 l", h.Driver.CallsOf("exec"));
    }

    [Fact]
    public async Task Startup_NeverPasses_Restarts()
    {
        await using var h = await RunAsync(
            TestPods.Container("a") with { StartupProbe = Exec("s", period: 1, failures: 5) }, _ => 1);
        await h.AdvanceAsync(5);
        await h.EventAsync("Killing", "Container a failed startup probe, will be restarted");
        await h.ContainerAsync("a", item => item.Attempt == 1);
    }

    [Fact]
    public async Task Probe_CannotBeRun_CountsForNothing()
    {
        var h = await EngineHarness.StartAsync();
        await using var _ = h;
        h.Driver.Lacking.Add(typeof(Containers.IContainerExec));
        await h.RunAsync(TestPods.Of(new PodSpec { Containers = [TestPods.Container("a") with { LivenessProbe = Exec("l", failures: 1) }] }));
        await h.AdvanceAsync(60, 10);
        await h.EventAsync("Unhealthy", "Liveness probe errored");
        Assert.Empty(h.Driver.CallsOf("stop"));
    }

    [Fact]
    public async Task Probe_TakesTooLong_Fails()
    {
        var h = await EngineHarness.StartAsync();
        await using var _ = h;
        h.Driver.OnExec = static async (_, _, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return 0;
        };
        await h.Engine.StartPodAsync(
            TestPods.Of(new PodSpec { Containers = [TestPods.Container("a") with { ReadinessProbe = Exec("r") with { TimeoutSeconds = 3 } }] }),
            CancellationToken.None);
        await Testing.Eventually.TrueAsync(() => h.Driver.CallsOf("exec").Count == 1 && h.Clock.ActiveTimers > 0, "the probe runs");
        h.Clock.Advance(TimeSpan.FromSeconds(3));
        await h.EventAsync("Unhealthy", "timed out after 3s");
    }

    [Fact]
    public async Task Stop_DuringIt_OnlyReadinessIsProbed()
    {
        var h = await RunAsync(
            TestPods.Container("a") with { LivenessProbe = Exec("l", period: 1), ReadinessProbe = Exec("r", period: 1) }, _ => 0);
        await using var _ = h;
        h.Driver.OnSignal = static _ => null;
        await h.ContainerAsync("a", item => item.Ready);
        var stop = h.Engine.StopPodAsync(TestPods.Id(), TimeSpan.FromSeconds(10), CancellationToken.None);
        await Testing.Eventually.TrueAsync(() => h.Driver.CallsOf("stop").Count == 1, "it is being stopped");
        var before = h.Driver.CallsOf("exec").Count;
        for (var i = 0; i < 5; i++)
        {
            var count = h.Driver.CallsOf("exec").Count;
            h.Clock.Advance(TimeSpan.FromSeconds(1));
            await Testing.Eventually.TrueAsync(() => h.Driver.CallsOf("exec").Count > count, "readiness is probed");
        }

        h.Clock.Advance(TimeSpan.FromSeconds(10));
        await stop;
        Assert.DoesNotContain("a#0 l", h.Driver.CallsOf("exec").Skip(before));
    }
}
