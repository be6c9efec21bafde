using Reeve.Kubernetes;
using Reeve.Runtime.Tests.Engine.Fakes;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine;

public class RestartTests
{
    [Fact]
    public async Task Start_SimplePod_RunsAndSaysSo()
    {
        await using var h = await EngineHarness.StartAsync();
        await h.RunAsync(TestPods.Simple());
        var container = await h.ContainerAsync("a", item => item.State == ContainerRunState.Running);
        Assert.True(container.Started);
        Assert.True(container.Ready);
        Assert.Equal(0, container.Attempt);
        Assert.StartsWith("fake://", container.BackendId, StringComparison.Ordinal);
        var report = h.Report()!;
        Assert.Equal(["10.1.2.3"], report.PodIPs);
        Assert.NotNull(report.SandboxReadyAt);
        Assert.Equal(["Pulled", "Created", "Started"], h.Events.Select(item => item.Reason));
    }

    [Fact]
    public async Task Exit_Always_BacksOffFromTenSecondsToFiveMinutes()
    {
        await using var h = await EngineHarness.StartAsync();
        await h.RunAsync(TestPods.Simple());
        var pauses = new List<double>();
        for (var attempt = 0; attempt < 8; attempt++)
        {
            await h.ExitAsync("a", 1);
            var ended = h.Clock.GetUtcNow();
            while (h.Driver.Running("a") is null)
            {
                await h.AdvanceAsync(1);
            }

            pauses.Add((h.Clock.GetUtcNow() - ended).TotalSeconds);
        }

        Assert.Equal([0, 10, 20, 40, 80, 160, 300, 300], pauses);
        var container = await h.ContainerAsync("a", item => item is { State: ContainerRunState.Running, Attempt: 8 });
        Assert.Equal(7, container.Last!.Attempt);
        Assert.Equal("Error", container.Last.Reason);
    }

    [Fact]
    public async Task Exit_InBackOff_WaitsWithTheKubeletsWords()
    {
        await using var h = await EngineHarness.StartAsync();
        await h.RunAsync(TestPods.Simple());
        await h.ExitAsync("a", 1);
        await h.ExitAsync("a", 2);
        var container = await h.ContainerAsync("a", item => item.State == ContainerRunState.Waiting);
        Assert.Equal("CrashLoopBackOff", container.Reason);
        Assert.Equal("back-off 10s restarting failed container=a pod=web_default(uid-1)", container.Message);
        Assert.Equal(1, container.Attempt);
        Assert.Equal(2, container.Last!.ExitCode);
        await h.EventAsync("BackOff", "Back-off restarting failed container a in pod web_default(uid-1)");
        await h.AdvanceAsync(10);
        await h.ExitAsync("a", 1);
        container = await h.ContainerAsync("a", item => item is { State: ContainerRunState.Waiting, Attempt: 2 });
        Assert.StartsWith("back-off 20s ", container.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exit_AfterTenMinutes_StartsAfresh()
    {
        await using var h = await EngineHarness.StartAsync();
        await h.RunAsync(TestPods.Simple());
        await h.ExitAsync("a", 1);
        await h.ExitAsync("a", 1);
        await h.AdvanceAsync(10);
        await h.AdvanceAsync(601, 60);
        await h.ExitAsync("a", 1);
        await h.ContainerAsync("a", item => item is { State: ContainerRunState.Running, Attempt: 3 });
        await h.ExitAsync("a", 1);
        var container = await h.ContainerAsync("a", item => item.State == ContainerRunState.Waiting);
        Assert.StartsWith("back-off 10s ", container.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RestartPolicies.Never, 0, false)]
    [InlineData(RestartPolicies.Never, 3, false)]
    [InlineData(RestartPolicies.OnFailure, 0, false)]
    [InlineData(RestartPolicies.OnFailure, 3, true)]
    [InlineData(RestartPolicies.Always, 0, true)]
    public async Task Exit_Policy_Decides(string policy, int exitCode, bool restarts)
    {
        await using var h = await EngineHarness.StartAsync();
        await h.RunAsync(TestPods.Simple(policy));
        await h.ExitAsync("a", exitCode);
        if (restarts)
        {
            await h.ContainerAsync("a", item => item is { State: ContainerRunState.Running, Attempt: 1 });
            return;
        }

        var report = await h.ReportAsync(item => item.Finished);
        Assert.Equal(ContainerRunState.Terminated, report.Containers[0].State);
        Assert.Equal(exitCode == 0 ? "Completed" : "Error", report.Containers[0].Reason);
        await h.AdvanceAsync(3600, 600);
        Assert.Single(h.Driver.Launches);
    }

    [Fact]
    public async Task Exit_ContainerPolicyAndRules_GoBeforeThePods()
    {
        await using var h = await EngineHarness.StartAsync();
        await h.RunAsync(TestPods.Of(new PodSpec
        {
            RestartPolicy = RestartPolicies.Always,
            Containers =
            [
                TestPods.Container("a") with
                {
                    RestartPolicy = RestartPolicies.Never,
                    RestartPolicyRules =
                    [
                        new() { Action = RestartRuleActions.Restart, ExitCodes = new() { Operator = "In", Values = [42] } },
                    ],
                },
                TestPods.Container("b"),
            ],
        }));
        await h.ExitAsync("a", 42);
        await h.ContainerAsync("a", item => item is { State: ContainerRunState.Running, Attempt: 1 });
        await h.ExitAsync("a", 1);
        await h.ContainerAsync("a", item => item is { State: ContainerRunState.Terminated, Attempt: 1 });
        await h.AdvanceAsync(60, 10);
        Assert.Null(h.Driver.Running("a"));
        Assert.NotNull(h.Driver.Running("b"));
    }

    [Fact]
    public async Task Exit_RestartAllRule_StartsEverythingAgain()
    {
        await using var h = await EngineHarness.StartAsync();
        await h.RunAsync(TestPods.Of(new PodSpec
        {
            RestartPolicy = RestartPolicies.Never,
            InitContainers = [TestPods.Container("i")],
            Containers =
            [
                TestPods.Container("a") with
                {
                    RestartPolicyRules =
                    [
                        new() { Action = RestartRuleActions.RestartAllContainers, ExitCodes = new() { Operator = "In", Values = [88] } },
                    ],
                },
                TestPods.Container("b"),
            ],
        }));
        await h.ExitAsync("i", 0);
        await h.ExitAsync("a", 88);
        Assert.Equal(["b#0 SIGTERM 30"], h.Driver.CallsOf("stop"));
        await h.ContainerAsync("i", item => item is { State: ContainerRunState.Running, Attempt: 1 });
        await h.ExitAsync("i", 0);
        await h.ContainerAsync("b", item => item is { State: ContainerRunState.Running, Attempt: 1 });
        Assert.Equal(["i#0", "a#0", "b#0", "i#1", "a#1", "b#1"], h.Driver.CallsOf("start"));
    }

    [Fact]
    public async Task Restart_ThirdAttempt_RemovesTheFirst()
    {
        await using var h = await EngineHarness.StartAsync();
        await h.RunAsync(TestPods.Simple());
        for (var i = 0; i < 3; i++)
        {
            await h.ExitAsync("a", 1);
            await h.AdvanceAsync(40, 10);
        }

        Assert.Equal(["a#0", "a#1"], h.Driver.CallsOf("remove"));
        Assert.Contains("prune a#3", h.Logs.Calls);
    }
}
