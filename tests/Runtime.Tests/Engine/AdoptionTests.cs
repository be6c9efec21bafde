using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Runtime.Tests.Engine.Fakes;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine;

public class AdoptionTests
{
    private static readonly DateTimeOffset _earlier = new(2025, 12, 31, 23, 0, 0, TimeSpan.Zero);

    private static (ManualTimeProvider Clock, FakeDriver Driver) Before()
    {
        var clock = new ManualTimeProvider();
        return (clock, new FakeDriver(clock));
    }

    private static ContainerObservation Running(string name, int attempt = 0) =>
        new() { Id = new ContainerId { Pod = TestPods.Id(), Name = name, Attempt = attempt }, State = ContainerRunState.Running, StartedAt = _earlier };

    private static ContainerObservation Ended(string name, int exitCode, int attempt = 0, string? reason = null) =>
        Running(name, attempt) with { State = ContainerRunState.Terminated, ExitCode = exitCode, FinishedAt = _earlier.AddMinutes(1), Reason = reason };

    private static PodSpec WithInit(string policy) => new()
    {
        RestartPolicy = policy, InitContainers = [TestPods.Container("i")], Containers = [TestPods.Container("a")],
    };

    [Fact]
    public async Task Start_AlreadyRunning_IsAdoptedWithoutARestart()
    {
        var (clock, driver) = Before();
        driver.Put(Ended("a", 1, 3));
        driver.Put(Running("a", 4));
        await using var h = await EngineHarness.StartAsync(driver, clock);
        await h.RunAsync(TestPods.Simple());
        var container = await h.ContainerAsync("a", item => item is { State: ContainerRunState.Running, Started: true });
        Assert.Equal(4, container.Attempt);
        Assert.Equal(_earlier, container.StartedAt);
        Assert.Equal(3, container.Last!.Attempt);
        Assert.Empty(h.Driver.Launches);
        Assert.Contains("open a#4", h.Logs.Calls);
        Assert.Equal(_earlier, h.Report()!.AcceptedAt);
        await h.ExitAsync("a", 1);
        await h.ContainerAsync("a", item => item is { State: ContainerRunState.Running, Attempt: 5 });
    }

    [Fact]
    public async Task Start_BeforeTheListing_StartsNothing()
    {
        var (clock, driver) = Before();
        driver.HoldSync = true;
        await using var h = await EngineHarness.StartAsync(driver, clock);
        await h.Engine.StartPodAsync(TestPods.Simple(), CancellationToken.None);
        await h.SettleAsync();
        Assert.Empty(driver.Launches);
        Assert.False(h.Synced);
        driver.Sync();
        await h.ContainerAsync("a", item => item.State == ContainerRunState.Running);
        Assert.True(h.Synced);
    }

    [Fact]
    public async Task Start_EndedMeanwhile_IsRestartedByPolicy()
    {
        var (clock, driver) = Before();
        driver.Put(Ended("i", 0));
        driver.Put(Ended("a", 7));
        await using var h = await EngineHarness.StartAsync(driver, clock);
        await h.RunAsync(TestPods.Of(WithInit(RestartPolicies.OnFailure)));
        var container = await h.ContainerAsync("a", item => item.State == ContainerRunState.Running);
        Assert.Equal(1, container.Attempt);
        Assert.Equal(7, container.Last!.ExitCode);
        Assert.Equal(["a#1"], driver.CallsOf("start"));
    }

    [Theory]
    [InlineData("Failed")]
    [InlineData("Succeeded")]
    public async Task Start_StatusIsFinal_StartsNothingAgain(string phase)
    {
        var (clock, driver) = Before();
        driver.Put(Ended("a", 1));
        await using var h = await EngineHarness.StartAsync(driver, clock);
        await h.RunAsync(TestPods.Of(new PodSpec { Containers = [TestPods.Container("a")] }, status: new PodStatus { Phase = phase }));
        await h.ReportAsync(item => item.Finished);
        Assert.Empty(driver.Launches);
    }

    [Fact]
    public async Task Watch_Synced_ComesAfterEveryPodOfTheListing()
    {
        var (clock, driver) = Before();
        foreach (var i in Enumerable.Range(0, 200))
        {
            driver.Put(new ContainerObservation
            {
                Id = new ContainerId { Pod = TestPods.Id($"uid-{i}"), Name = "a", Attempt = 0 }, State = ContainerRunState.Running,
            });
        }

        await using var h = await EngineHarness.StartAsync(driver, clock);
        await Eventually.TrueAsync(() => h.Synced, "the listing is complete");
        Assert.All(Enumerable.Range(0, 200), i => Assert.NotNull(h.Report($"uid-{i}")));
    }

    [Fact]
    public async Task Start_CompletedMeanwhile_IsFinished()
    {
        var (clock, driver) = Before();
        driver.Put(Ended("a", 0));
        await using var h = await EngineHarness.StartAsync(driver, clock);
        h.Volumes.ApplyFailure = new ProviderException(ErrorReason.Transient, "not needed");
        await h.RunAsync(TestPods.Simple(RestartPolicies.Never) with { Volumes = [new EmptyDirVolume { Name = "v" }] });
        await h.ReportAsync(item => item.Finished);
        Assert.Empty(driver.Launches);
        Assert.Empty(h.Volumes.Calls);
    }

    [Fact]
    public async Task Start_AfterAReboot_BeginsAgainFromTheInitContainers()
    {
        var (clock, driver) = Before();
        driver.Put(Ended("i", 0));
        driver.Put(Ended("a", 137, 2, "ContainerStatusUnknown"));
        await using var h = await EngineHarness.StartAsync(driver, clock);
        await h.RunAsync(TestPods.Of(WithInit(RestartPolicies.Always)));
        await h.EventAsync("SandboxChanged", "re-created");
        await h.ExitAsync("i", 0);
        var container = await h.ContainerAsync("a", item => item.State == ContainerRunState.Running);
        Assert.Equal(3, container.Attempt);
        Assert.Equal("ContainerStatusUnknown", container.Last!.Reason);
        Assert.Equal(["i#1", "a#3"], driver.CallsOf("start"));
    }

    [Fact]
    public async Task Start_AfterARebootUnderNever_Fails()
    {
        var (clock, driver) = Before();
        driver.Put(Ended("a", 137, 0, "ContainerStatusUnknown"));
        await using var h = await EngineHarness.StartAsync(driver, clock);
        await h.RunAsync(TestPods.Simple(RestartPolicies.Never));
        var report = await h.ReportAsync(item => item.Finished);
        Assert.Equal(137, report.Containers[0].ExitCode);
        Assert.Equal("ContainerStatusUnknown", report.Containers[0].Reason);
        Assert.Empty(driver.Launches);
    }

    [Fact]
    public async Task Start_StatusSaysRunningButTheDriverKnowsNothing_CountsAsLost()
    {
        await using var h = await EngineHarness.StartAsync();
        var status = new PodStatus
        {
            ContainerStatuses =
            [
                new ContainerStatus
                {
                    Name = "a", RestartCount = 5, State = new ContainerState { Running = new ContainerStateRunning { StartedAt = _earlier } },
                },
            ],
        };
        await h.RunAsync(TestPods.Of(new PodSpec { Containers = [TestPods.Container("a")] }, status: status));
        var container = await h.ContainerAsync("a", item => item.State == ContainerRunState.Running);
        Assert.Equal(6, container.Attempt);
        Assert.Equal("ContainerStatusUnknown", container.Last!.Reason);
    }

    [Fact]
    public async Task Watch_UnknownPod_IsReportedAndLeftAlone()
    {
        var (clock, driver) = Before();
        driver.Put(Running("a"));
        await using var h = await EngineHarness.StartAsync(driver, clock);
        var report = await h.ReportAsync(item => item.Containers.Count == 1);
        Assert.Equal(ContainerRunState.Running, report.Containers[0].State);
        await h.AdvanceAsync(3600, 600);
        Assert.Empty(driver.Calls);
        await h.Engine.StopPodAsync(TestPods.Id(), TimeSpan.FromSeconds(9), CancellationToken.None);
        Assert.Equal(["a#0 SIGTERM 9"], driver.CallsOf("stop"));
        await h.Engine.RemovePodAsync(TestPods.Id(), CancellationToken.None);
        await Eventually.TrueAsync(() => h.IsGone(), "the pod is gone");
    }

    [Fact]
    public async Task WatchEnds_PluginReplaced_StateIsKeptAndFollowedAgain()
    {
        await using var h = await EngineHarness.StartAsync();
        await h.RunAsync(TestPods.Simple());
        await h.ReplaceDriverAsync();
        Assert.Equal(ContainerRunState.Running, h.Report()!.Containers[0].State);
        await h.ExitAsync("a", 1);
        var container = await h.ContainerAsync("a", item => item.Attempt == 1);
        Assert.Equal(2, h.Driver.Launches.Count);
        Assert.Equal("Error", container.Last!.Reason);
    }

    [Fact]
    public async Task WatchEnds_ContainerIsNotListedAgain_IsLost()
    {
        await using var h = await EngineHarness.StartAsync();
        await h.RunAsync(TestPods.Simple());
        h.Driver.Lose("a");
        await h.ReplaceDriverAsync();
        var container = await h.ContainerAsync("a", item => item.Attempt == 1);
        Assert.Equal("ContainerStatusUnknown", container.Last!.Reason);
        Assert.Equal(137, container.Last.ExitCode);
        await h.EventAsync("ContainerLost", "Lost container a: The container could not be located");
    }

    [Fact]
    public async Task Probes_OfAdopted_BeginWithinOnePeriod()
    {
        var (clock, driver) = Before();
        driver.Put(Running("a"));
        await using var h = await EngineHarness.StartAsync(driver, clock);
        h.Jitter = 0.5;
        await h.RunAsync(TestPods.Of(new PodSpec
        {
            Containers = [TestPods.Container("a") with { ReadinessProbe = new Probe { Exec = new ExecAction { Command = ["r"] }, PeriodSeconds = 10 } }],
        }));
        await h.AdvanceAsync(4);
        Assert.Empty(driver.CallsOf("exec"));
        await h.AdvanceAsync(1);
        await h.ContainerAsync("a", item => item.Ready);
        Assert.Empty(driver.Launches);
    }
}
