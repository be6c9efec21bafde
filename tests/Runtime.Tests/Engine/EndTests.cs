using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Runtime.Engine;
using Reeve.Runtime.Engine.Launching;
using Reeve.Runtime.Tests.Engine.Fakes;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine;

/// <summary>What is told of a container's end, and of a pod that used too much.</summary>
public class EndTests
{
    [Fact]
    public async Task End_TerminationMessage_IsReadFromItsFile()
    {
        await using var h = await EngineHarness.StartAsync();
        await h.RunAsync(TestPods.Simple(RestartPolicies.Never));
        await File.WriteAllTextAsync(h.Driver.Launches[0].Mounts[^1].Source, new string('x', 5000) + "last words");
        await h.ExitAsync("a", 3);
        var container = await h.ContainerAsync("a", item => item.State == ContainerRunState.Terminated);
        Assert.Equal(TerminationMessages.MaxBytes, container.Message!.Length);
        Assert.EndsWith("last words", container.Message, StringComparison.Ordinal);
        Assert.Contains("complete a#0", h.Logs.Calls);
    }

    [Theory]
    [InlineData(1, "tail of the log")]
    [InlineData(0, null)]
    public async Task End_FallbackToLogs_OnErrorAlone(int exitCode, string? message)
    {
        await using var h = await EngineHarness.StartAsync();
        h.Logs.Tail = "tail of the log";
        await h.RunAsync(TestPods.Of(new PodSpec
        {
            RestartPolicy = RestartPolicies.Never,
            Containers = [TestPods.Container("a") with { TerminationMessagePolicy = TerminationMessagePolicies.FallbackToLogsOnError }],
        }));
        await h.ExitAsync("a", exitCode);
        var container = await h.ContainerAsync("a", item => item.State == ContainerRunState.Terminated);
        Assert.Equal(message, container.Message);
    }

    [Fact]
    public async Task End_OutOfMemory_SaysSo()
    {
        await using var h = await EngineHarness.StartAsync();
        await h.RunAsync(TestPods.Simple(RestartPolicies.Never));
        h.Driver.Exit("a", 137, oom: true);
        Assert.Equal("OOMKilled", (await h.ContainerAsync("a", item => item.State == ContainerRunState.Terminated)).Reason);
    }

    [Fact]
    public async Task PostStart_Fails_KillsTheContainer()
    {
        await using var h = await EngineHarness.StartAsync();
        h.Driver.OnExec = static (_, _, _) => Task.FromResult(1);
        await h.RunAsync(TestPods.Of(TestPods.Container("a") with
        {
            Lifecycle = new Lifecycle { PostStart = new() { Exec = new ExecAction { Command = ["hi"] } } },
        }));
        await h.EventAsync("FailedPostStartHook", "exit code 1");
        await h.ContainerAsync("a", item => item is { Attempt: 1, Reason: "CrashLoopBackOff", Last.ExitCode: 143 });
    }

    [Fact]
    public async Task EmptyDir_OverItsLimit_EvictsThePod()
    {
        await using var h = await EngineHarness.StartAsync();
        await h.RunAsync(TestPods.Of(TestPods.Container("a")) with { Volumes = [new EmptyDirVolume { Name = "cache", SizeLimit = Quantity.Parse("10Mi") }] });
        await h.AdvanceAsync(10);
        await h.AdvanceAsync(10);
        Assert.Equal(2, h.Volumes.Calls.Count(call => call == "measure"));
        h.Volumes.OverLimit = "cache";
        await h.AdvanceAsync(10);
        var report = await h.ReportAsync(item => item.Finished);
        Assert.Equal("Evicted", report.Failure!.Reason);
        Assert.Equal("Usage of EmptyDir volume \"cache\" exceeds the limit \"10Mi\".", report.Failure.Message);
    }

    [Theory]
    [InlineData("20", null, "Container a exceeded its local ephemeral storage limit \"20\".")]
    [InlineData("100", 60L, "Pod ephemeral local storage usage exceeds the total limit of containers 100.")]
    public async Task EphemeralStorage_OverItsLimit_EvictsThePod(string limit, long? volumeBytes, string message)
    {
        await using var h = await EngineHarness.StartAsync();
        h.Volumes.Measures = volume => volumeBytes is { } used ? new VolumeStats { Name = volume.Name, Time = default, UsedBytes = used } : null;
        var container = TestPods.Container("a") with
        {
            Resources = new ResourceRequirements { Limits = new Dictionary<string, Quantity> { [ResourceNames.EphemeralStorage] = Quantity.Parse(limit) } },
        };
        await h.RunAsync(TestPods.Of(container) with { Volumes = [new EmptyDirVolume { Name = "scratch" }] });
        await h.AdvanceAsync(10);
        var report = await h.ReportAsync(item => item.Finished);
        Assert.Equal(("Evicted", message), (report.Failure!.Reason, report.Failure.Message));
    }
}
