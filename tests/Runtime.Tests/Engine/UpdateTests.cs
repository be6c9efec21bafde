using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Runtime.Tests.Engine.Fakes;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine;

public class UpdateTests
{
    private static Task<IReadOnlyList<PodChangeResult>> UpdateAsync(EngineHarness h, ResolvedPod next, PodChanges changes) =>
        h.Capability<IPodUpdate>().UpdatePodAsync(next, changes, CancellationToken.None);

    [Fact]
    public async Task Image_Changed_RestartsThatContainerAloneWhateverThePolicy()
    {
        await using var h = await EngineHarness.StartAsync();
        var pod = TestPods.Of(new PodSpec { RestartPolicy = RestartPolicies.Never, Containers = [TestPods.Container("a"), TestPods.Container("b")] });
        await h.RunAsync(pod);
        var next = pod.Change("a", container => container with { Spec = container.Spec with { Image = "/bin/new" } });
        await UpdateAsync(h, next, PodChanges.Image);
        var container = await h.ContainerAsync("a", item => item is { State: ContainerRunState.Running, Attempt: 1 });
        Assert.Equal("/bin/new", h.Driver.Launches[^1].Image.Reference);
        Assert.Equal(0, h.Report()!.Containers.Single(item => item.Name == "b").Attempt);
        await h.EventAsync("Killing", "Container a definition changed, will be restarted");
        Assert.Equal(143, container.Last!.ExitCode);
    }

    [Fact]
    public async Task EphemeralContainer_Added_RunsOnce()
    {
        await using var h = await EngineHarness.StartAsync();
        var pod = TestPods.Simple();
        await h.RunAsync(pod);
        var debug = TestPods.Resolved(TestPods.Container("debug"), ContainerKind.Ephemeral);
        await UpdateAsync(h, pod with { Containers = [.. pod.Containers, debug] }, PodChanges.EphemeralContainers);
        await h.ContainerAsync("debug", item => item.State == ContainerRunState.Running);
        await h.ExitAsync("debug", 1);
        await h.ContainerAsync("debug", item => item.State == ContainerRunState.Terminated);
        await h.AdvanceAsync(60, 10);
        Assert.Equal(2, h.Driver.Launches.Count);
    }

    [Fact]
    public async Task Resources_Changed_AreTheDriversToApply()
    {
        await using var h = await EngineHarness.StartAsync();
        var pod = TestPods.Simple();
        await h.RunAsync(pod);
        var resources = new ResourceRequirements { Limits = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("2") } };
        var next = pod.Change("a", container => container with { Spec = container.Spec with { Resources = resources } });
        Assert.Equal(PodChangeOutcome.Applied, Assert.Single(await UpdateAsync(h, next, PodChanges.Resources)).Outcome);
        Assert.Equal(resources, (await h.ContainerAsync("a", item => item.Resources is not null)).Resources);
        Assert.Equal(["a#0"], h.Driver.CallsOf("resize"));
    }

    [Fact]
    public async Task Resources_DriverCannot_IsInfeasible()
    {
        await using var h = await EngineHarness.StartAsync();
        h.Driver.Lacking.Add(typeof(IContainerUpdate));
        var pod = TestPods.Simple();
        await h.RunAsync(pod);
        Assert.Equal(PodChangeOutcome.Infeasible, Assert.Single(await UpdateAsync(h, pod, PodChanges.Resources)).Outcome);
    }

    [Fact]
    public async Task VolumesAndMetadata_Changed_AreWrittenAgain()
    {
        await using var h = await EngineHarness.StartAsync();
        var pod = TestPods.Simple() with { Volumes = [new FilesVolume { Name = "v", Revision = "1" }] };
        await h.RunAsync(pod);
        var results = await UpdateAsync(h, pod, PodChanges.Volumes | PodChanges.Metadata);
        Assert.All(results, item => Assert.Equal(PodChangeOutcome.Applied, item.Outcome));
        h.Volumes.ApplyFailure = new ProviderException(ErrorReason.Transient, "disk");
        Assert.Equal(PodChangeOutcome.Deferred, Assert.Single(await UpdateAsync(h, pod, PodChanges.Volumes)).Outcome);
    }

    [Fact]
    public async Task Deadline_Changed_CountsAtOnce()
    {
        await using var h = await EngineHarness.StartAsync();
        var pod = TestPods.Simple();
        await h.RunAsync(pod);
        await UpdateAsync(h, pod with { Pod = pod.Pod with { Spec = pod.Pod.Spec with { ActiveDeadlineSeconds = 5 } } }, PodChanges.Deadline);
        await h.AdvanceAsync(5);
        await h.ReportAsync(item => item.Failure is { Reason: "DeadlineExceeded" });
    }

    [Fact]
    public async Task Environment_Changed_CountsFromTheNextAttempt()
    {
        await using var h = await EngineHarness.StartAsync();
        var pod = TestPods.Simple();
        await h.RunAsync(pod);
        var next = pod.Change("a", container => container with
        {
            Environment = new EnvironmentPlan([new EnvironmentEntry { Name = "X", Value = "new" }]),
        });
        await UpdateAsync(h, next, PodChanges.Environment);
        Assert.Single(h.Driver.Launches);
        await h.ExitAsync("a", 1);
        Assert.Contains(new("X", "new"), h.Driver.Launches[1].Environment);
    }

    [Fact]
    public async Task Update_UnknownPod_SaysNotFound()
    {
        await using var h = await EngineHarness.StartAsync();
        var failure = await Assert.ThrowsAsync<ProviderException>(() => UpdateAsync(h, TestPods.Simple(), PodChanges.Volumes));
        Assert.Equal(ErrorReason.NotFound, failure.Reason);
    }
}
