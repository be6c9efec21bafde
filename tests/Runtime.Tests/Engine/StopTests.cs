using Reeve.Kubernetes;
using Reeve.Runtime.Tests.Engine.Fakes;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine;

public class StopTests
{
    private static Container WithPreStop(LifecycleHandler hook, string? signal = null) =>
        TestPods.Container("a") with { Lifecycle = new Lifecycle { PreStop = hook, StopSignal = signal } };

    private static LifecycleHandler Command => new() { Exec = new ExecAction { Command = ["bye"] } };

    [Fact]
    public async Task Stop_Running_SendsTheSignalAndReturnsWhenItHasEnded()
    {
        await using var h = await EngineHarness.StartAsync();
        var pod = TestPods.Simple();
        await h.RunAsync(pod);
        await h.Engine.StopPodAsync(pod.Id, TimeSpan.FromSeconds(30), CancellationToken.None);
        Assert.Equal(["a#0 SIGTERM 30"], h.Driver.CallsOf("stop"));
        var report = await h.ReportAsync(item => item.Finished);
        Assert.Equal(143, report.Containers[0].ExitCode);
        await h.EventAsync("Killing", "Stopping container a");
        await h.AdvanceAsync(60, 10);
        Assert.Single(h.Driver.Launches);
    }

    [Fact]
    public async Task Stop_Unknown_SaysNotFound()
    {
        await using var h = await EngineHarness.StartAsync();
        var failure = await Assert.ThrowsAsync<ProviderException>(
            () => h.Engine.StopPodAsync(TestPods.Id("x"), TimeSpan.Zero, CancellationToken.None));
        Assert.Equal(ErrorReason.NotFound, failure.Reason);
    }

    [Fact]
    public async Task Stop_StopSignal_IsTheSpecs()
    {
        await using var h = await EngineHarness.StartAsync();
        var pod = TestPods.Of(new PodSpec { Containers = [WithPreStop(Command, "SIGUSR1")] });
        await h.RunAsync(pod);
        await h.Engine.StopPodAsync(pod.Id, TimeSpan.FromSeconds(30), CancellationToken.None);
        Assert.Equal(["a#0 SIGUSR1 30"], h.Driver.CallsOf("stop"));
        Assert.Equal(["a#0 bye"], h.Driver.CallsOf("exec"));
    }

    [Fact]
    public async Task Stop_PreStop_CountsAgainstTheGracePeriod()
    {
        await using var h = await EngineHarness.StartAsync();
        var done = new TaskCompletionSource<int>();
        h.Driver.OnExec = (_, _, _) => done.Task;
        var pod = TestPods.Of(new PodSpec { Containers = [WithPreStop(Command)] });
        await h.RunAsync(pod);
        var stop = h.Engine.StopPodAsync(pod.Id, TimeSpan.FromSeconds(30), CancellationToken.None);
        await h.EventAsync("Killing", "a");
        h.Clock.Advance(TimeSpan.FromSeconds(12));
        Assert.Empty(h.Driver.CallsOf("stop"));
        done.SetResult(0);
        await stop;
        Assert.Equal(["a#0 SIGTERM 18"], h.Driver.CallsOf("stop"));
    }

    [Fact]
    public async Task Stop_PreStopHangs_LeavesTheMinimum()
    {
        await using var h = await EngineHarness.StartAsync();
        h.Driver.OnExec = static async (_, _, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return 0;
        };
        var pod = TestPods.Of(new PodSpec { Containers = [WithPreStop(Command)] });
        await h.RunAsync(pod);
        var stop = h.Engine.StopPodAsync(pod.Id, TimeSpan.FromSeconds(10), CancellationToken.None);
        await h.EventAsync("Killing", "a");
        h.Clock.Advance(TimeSpan.FromSeconds(10));
        await stop;
        Assert.Equal(["a#0 SIGTERM 2"], h.Driver.CallsOf("stop"));
        await h.EventAsync("FailedPreStopHook", "grace period");
    }

    [Fact]
    public async Task Stop_SleepHook_SleepsByTheClock()
    {
        await using var h = await EngineHarness.StartAsync();
        var pod = TestPods.Of(new PodSpec { Containers = [WithPreStop(new() { Sleep = new SleepAction { Seconds = 7 } })] });
        await h.RunAsync(pod);
        var stop = h.Engine.StopPodAsync(pod.Id, TimeSpan.FromSeconds(30), CancellationToken.None);
        await h.EventAsync("Killing", "a");
        await h.AdvanceAsync(6);
        Assert.Empty(h.Driver.CallsOf("stop"));
        await h.AdvanceAsync(1);
        await stop;
        Assert.Equal(["a#0 SIGTERM 23"], h.Driver.CallsOf("stop"));
    }

    [Fact]
    public async Task Stop_PreStopFails_GoesOnAndSaysSo()
    {
        await using var h = await EngineHarness.StartAsync();
        h.Driver.OnExec = static (_, _, _) => Task.FromResult(4);
        var pod = TestPods.Of(new PodSpec { Containers = [WithPreStop(Command)] });
        await h.RunAsync(pod);
        await h.Engine.StopPodAsync(pod.Id, TimeSpan.FromSeconds(30), CancellationToken.None);
        await h.EventAsync("FailedPreStopHook", "exit code 4");
    }

    [Fact]
    public async Task Stop_Again_TheShorterGraceCounts()
    {
        await using var h = await EngineHarness.StartAsync();
        h.Driver.OnSignal = static _ => null;
        var pod = TestPods.Simple();
        await h.RunAsync(pod);
        var first = h.Engine.StopPodAsync(pod.Id, TimeSpan.FromSeconds(300), CancellationToken.None);
        await h.EventAsync("Killing", "a");
        var second = h.Engine.StopPodAsync(pod.Id, TimeSpan.FromSeconds(5), CancellationToken.None);
        await Testing.Eventually.TrueAsync(() => h.Driver.CallsOf("stop").Count == 2, "the driver was told again");
        h.Clock.Advance(TimeSpan.FromSeconds(5));
        await Task.WhenAll(first, second);
        Assert.Equal(["a#0 SIGTERM 300", "a#0 SIGTERM 5"], h.Driver.CallsOf("stop"));
    }

    [Fact]
    public async Task Stop_Zero_KillsAtOnceWithoutHooks()
    {
        await using var h = await EngineHarness.StartAsync();
        h.Driver.OnSignal = static _ => null;
        var pod = TestPods.Of(new PodSpec { Containers = [WithPreStop(Command)] });
        await h.RunAsync(pod);
        await h.Engine.StopPodAsync(pod.Id, TimeSpan.Zero, CancellationToken.None);
        Assert.Equal(["a#0 SIGTERM 0"], h.Driver.CallsOf("stop"));
        Assert.Empty(h.Driver.CallsOf("exec"));
    }

    [Fact]
    public async Task Stop_DriverFails_IsToldAgain()
    {
        await using var h = await EngineHarness.StartAsync();
        var failures = 2;
        h.Driver.OnSignal = _ => failures-- > 0 ? throw new ProviderException(ErrorReason.Transient, "busy") : 143;
        var pod = TestPods.Simple();
        await h.RunAsync(pod);
        var stop = h.Engine.StopPodAsync(pod.Id, TimeSpan.FromSeconds(30), CancellationToken.None);
        await h.EventAsync("FailedKillPod", "busy");
        await h.AdvanceAsync(5);
        await stop;
        Assert.Equal(3, h.Driver.CallsOf("stop").Count);
    }

    [Fact]
    public async Task Deadline_Over_FailsThePodAndStopsItWithItsGrace()
    {
        await using var h = await EngineHarness.StartAsync();
        await h.RunAsync(TestPods.Of(new PodSpec
        {
            ActiveDeadlineSeconds = 60, TerminationGracePeriodSeconds = 7, Containers = [TestPods.Container("a")],
        }));
        await h.AdvanceAsync(59, 59);
        Assert.Null(h.Report()!.Failure);
        await h.AdvanceAsync(1);
        var report = await h.ReportAsync(item => item.Finished);
        Assert.Equal("DeadlineExceeded", report.Failure!.Reason);
        Assert.Equal("Pod was active on the node longer than the specified deadline", report.Failure.Message);
        Assert.Equal(["a#0 SIGTERM 7"], h.Driver.CallsOf("stop"));
        await h.AdvanceAsync(60, 10);
        Assert.Single(h.Driver.Launches);
    }

    [Fact]
    public async Task Durations_ThatNoTimerCanTake_AreTakenForEver()
    {
        await using var h = await EngineHarness.StartAsync();
        h.Driver.OnSignal = static _ => null;
        var forever = new Probe { Exec = new ExecAction { Command = ["x"] }, TimeoutSeconds = int.MaxValue, InitialDelaySeconds = int.MaxValue };
        var pod = TestPods.Of(new PodSpec
        {
            ActiveDeadlineSeconds = long.MaxValue,
            Containers = [WithPreStop(new() { Sleep = new SleepAction { Seconds = long.MaxValue } }) with { LivenessProbe = forever }],
        }) with { GracePeriod = TimeSpan.MaxValue };
        await h.RunAsync(pod);
        var stop = h.Engine.StopPodAsync(pod.Id, TimeSpan.MaxValue, CancellationToken.None);
        await h.EventAsync("Killing", "a");
        h.Clock.Advance(TimeSpan.FromDays(100));
        await h.SettleAsync();
        Assert.Empty(h.Driver.CallsOf("stop"));
        await h.Engine.StopPodAsync(pod.Id, TimeSpan.Zero, CancellationToken.None);
        await stop;
    }

    [Fact]
    public async Task Remove_Running_StopsAtOnceAndForgetsEverything()
    {
        await using var h = await EngineHarness.StartAsync();
        var pod = TestPods.Simple();
        await h.RunAsync(pod);
        await h.Engine.RemovePodAsync(pod.Id, CancellationToken.None);
        Assert.Equal(["a#0 SIGTERM 0"], h.Driver.CallsOf("stop"));
        Assert.Equal(["uid-1"], h.Driver.CallsOf("remove"));
        Assert.Contains("remove", h.Volumes.Calls);
        Assert.Contains("remove uid-1", h.Logs.Calls);
        await Testing.Eventually.TrueAsync(() => h.IsGone(), "the pod is gone");
        await h.RunAsync(pod);
        await h.ContainerAsync("a", item => item is { State: ContainerRunState.Running, Attempt: 0 });
    }

    [Fact]
    public async Task Stop_WhileImageIsMissing_Returns()
    {
        await using var h = await EngineHarness.StartAsync();
        h.Images.Failure = new ProviderException(ErrorReason.NotFound, "no such image");
        var pod = TestPods.Simple();
        await h.RunAsync(pod);
        await h.Engine.StopPodAsync(pod.Id, TimeSpan.FromSeconds(30), CancellationToken.None);
        Assert.True((await h.ReportAsync(item => item.Finished)).Finished);
    }
}
