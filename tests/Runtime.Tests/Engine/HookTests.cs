using Reeve.Kubernetes;
using Reeve.Workloads;
using Reeve.Runtime.Tests.Engine.Fakes;
using Reeve.Testing.Http;

namespace Reeve.Runtime.Tests.Engine;

public class HookTests
{
    private static ResolvedPod Hook(LifecycleHandler hook, string policy = RestartPolicies.Always) => TestPods.Of(new PodSpec
    {
        RestartPolicy = policy,
        Containers = [TestPods.Container("a") with { Lifecycle = new Lifecycle { PostStart = hook } }, TestPods.Container("b")],
    });

    [Fact]
    public async Task Http_AnyAnswer_WillDo()
    {
        var asked = 0;
        await using var server = new LoopbackServer(context =>
        {
            asked++;
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        });
        await using var h = await EngineHarness.StartAsync();
        await h.RunAsync(Hook(new() { HttpGet = new HTTPGetAction { Host = "127.0.0.1", Port = server.Address.Port } }));
        await h.ContainerAsync("b", item => item.Started);
        Assert.Equal(1, asked);
        Assert.Empty(h.Driver.CallsOf("stop"));
    }

    [Fact]
    public async Task Tcp_IsDeprecated_DoesNothing()
    {
        await using var h = await EngineHarness.StartAsync();
        await h.RunAsync(Hook(new() { TcpSocket = new TCPSocketAction { Port = 1 } }));
        await h.ContainerAsync("b", item => item.Started);
    }

    [Fact]
    public async Task Sleep_PostStart_HoldsTheNextContainer()
    {
        await using var h = await EngineHarness.StartAsync();
        await h.RunAsync(Hook(new() { Sleep = new SleepAction { Seconds = 5 } }));
        await h.AdvanceAsync(4);
        Assert.Equal(["a#0"], h.Driver.CallsOf("start"));
        await h.AdvanceAsync(1);
        Assert.Equal(["a#0", "b#0"], h.Driver.CallsOf("start"));
    }

    [Fact]
    public async Task PostStart_EndsAfterItsContainer_WhatItCameToIsSaid()
    {
        await using var h = await EngineHarness.StartAsync();
        var hook = HangingHook(h);
        await h.Engine.StartPodAsync(Hook(new() { Exec = new ExecAction { Command = ["x"] } }, RestartPolicies.Never), CancellationToken.None);
        await Testing.Eventually.TrueAsync(() => h.Driver.CallsOf("exec").Count == 1, "the hook runs");
        h.Driver.Exit("a", 3);
        hook.SetResult(137);
        await h.EventAsync("FailedPostStartHook", "PostStartHook failed: the command ended with exit code 137");
        await h.ContainerAsync("a", item => item is { State: ContainerRunState.Terminated, ExitCode: 3 });
    }

    [Fact]
    public async Task PreStop_EndsAfterItsContainer_WhatItCameToIsSaidBeforeThePodHasEnded()
    {
        await using var h = await EngineHarness.StartAsync();
        var hook = HangingHook(h);
        var stop = await StopAsync(h, 30);
        var deadline = h.Clock.NextDue;
        h.Driver.Exit("a", 0);
        await Testing.Eventually.TrueAsync(() => h.Clock.NextDue < deadline, "the end is seen, and the hook waited for");
        hook.SetResult(5);
        await stop;
        await h.EventAsync("FailedPreStopHook", "PreStopHook failed: the command ended with exit code 5");
        Assert.Empty(h.Driver.CallsOf("stop"));
    }

    [Fact]
    public async Task PreStop_HangsAfterItsContainer_IsGivenUp()
    {
        await using var h = await EngineHarness.StartAsync();
        HangingHook(h);
        var stop = await StopAsync(h, 30);
        var before = h.Clock.GetUtcNow();
        h.Driver.Exit("a", 0);
        await Testing.Eventually.TrueAsync(
            () =>
            {
                h.Clock.Advance(TimeSpan.FromMilliseconds(50));
                return stop.IsCompleted;
            },
            "the pod ends");
        Assert.True(h.Clock.GetUtcNow() - before >= TimeSpan.FromSeconds(2));
        await h.EventAsync("FailedPreStopHook", "the container ended before it did");
        await h.SettleAsync();
    }

    [Fact]
    public async Task PreStop_KilledAtOnceMeanwhile_IsGivenUp()
    {
        await using var h = await EngineHarness.StartAsync();
        HangingHook(h);
        var stop = await StopAsync(h, 30);
        await h.Engine.StopPodAsync(TestPods.Id(), TimeSpan.Zero, CancellationToken.None);
        await stop;
        await h.EventAsync("FailedPreStopHook", "the container is killed at once");
        await h.SettleAsync();
    }

    [Fact]
    public async Task PreStop_GracePeriodIsShortened_EndsWithTheShorterOne()
    {
        await using var h = await EngineHarness.StartAsync();
        HangingHook(h);
        var first = await StopAsync(h, 300);
        var second = h.Engine.StopPodAsync(TestPods.Id(), TimeSpan.FromSeconds(5), CancellationToken.None);
        await Testing.Eventually.TrueAsync(
            () =>
            {
                h.Clock.Advance(TimeSpan.FromMilliseconds(500));
                return first.IsCompleted && second.IsCompleted;
            },
            "the pod ends");
        await h.EventAsync("FailedPreStopHook", "it did not end within the grace period");
        Assert.Equal(["a#0 SIGTERM 2"], h.Driver.CallsOf("stop"));
        await h.SettleAsync();
    }

    [Fact]
    public async Task PostStart_HangsWhenTheEngineIsDisposedOf_TouchesNothing()
    {
        var h = await EngineHarness.StartAsync();
        HangingHook(h);
        await h.Engine.StartPodAsync(Hook(new() { Exec = new ExecAction { Command = ["x"] } }), CancellationToken.None);
        await Testing.Eventually.TrueAsync(() => h.Driver.CallsOf("exec").Count == 1, "the hook runs");
        await h.DisposeAsync();
        Assert.Empty(h.Driver.CallsOf("stop"));
        Assert.DoesNotContain(h.Events, item => item.Warning);
    }

    /// <summary>A hook that ends when the test says so, or when it is ended.</summary>
    private static TaskCompletionSource<int> HangingHook(EngineHarness harness)
    {
        var hook = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        harness.Driver.OnExec = (_, _, token) => hook.Task.WaitAsync(token);
        return hook;
    }

    /// <summary>Stops a pod whose preStop hook is a command, and returns once that runs.</summary>
    private static async Task<Task> StopAsync(EngineHarness harness, int seconds)
    {
        var hook = new LifecycleHandler { Exec = new ExecAction { Command = ["x"] } };
        var pod = TestPods.Of(new PodSpec { Containers = [TestPods.Container("a") with { Lifecycle = new Lifecycle { PreStop = hook } }] });
        await harness.RunAsync(pod);
        var stop = harness.Engine.StopPodAsync(pod.Id, TimeSpan.FromSeconds(seconds), CancellationToken.None);
        await Testing.Eventually.TrueAsync(() => harness.Driver.CallsOf("exec").Count == 1, "the hook runs");
        return stop;
    }
}
