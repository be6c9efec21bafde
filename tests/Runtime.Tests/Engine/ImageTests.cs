using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Runtime.Engine;
using Reeve.Runtime.Engine.Launching;
using Reeve.Runtime.Tests.Engine.Fakes;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine;

/// <summary>Images that are missing, pulled or malformed.</summary>
public class ImageTests
{
    [Fact]
    public async Task Image_Missing_TurnsIntoBackOffAndIsTriedAgain()
    {
        await using var h = await EngineHarness.StartAsync();
        h.Images.Failure = new ProviderException(ErrorReason.NotFound, "no such image");
        await h.RunAsync(TestPods.Simple());
        var container = await h.ContainerAsync("a", item => item.Reason == "ErrImagePull");
        Assert.Equal("no such image", container.Message);
        await h.EventAsync("Failed", "Error: ErrImagePull");
        await h.AdvanceAsync(10);
        Assert.Equal(2, h.Images.Asked);
        await h.AdvanceAsync(10);
        await h.ContainerAsync("a", item => item.Reason == "ImagePullBackOff");
        await h.EventAsync("BackOff", "Back-off pulling image \"host:\"");
        h.Images.Failure = null;
        await h.AdvanceAsync(10);
        container = await h.ContainerAsync("a", item => item.State == ContainerRunState.Running);
        Assert.Equal(0, container.Attempt);
        Assert.Equal(3, h.Images.Asked);
    }

    [Fact]
    public async Task Image_NeverPulledAndAbsent_SaysSoAsAKubelet()
    {
        await using var h = await EngineHarness.StartAsync();
        h.Images.Failure = new ProviderException(ErrorReason.NotFound, "absent");
        await h.RunAsync(TestPods.Of(new Container { Name = "a", Image = "web", ImagePullPolicy = PullPolicies.Never }));
        await h.ContainerAsync("a", item => item is { Reason: "ErrImageNeverPull", Message: "absent" });
        await h.EventAsync("ErrImageNeverPull", "absent");
        await h.EventAsync("Failed", "Error: ErrImageNeverPull");
    }

    [Fact]
    public async Task Image_BeingPulled_IsTold_AndHoldsUpNobodyElse()
    {
        await using var h = await EngineHarness.StartAsync(options: new EngineOptions { MaxConcurrentStarts = 1 });
        var pull = new TaskCompletionSource();
        h.Images.Pull = pull.Task;
        var slow = TestPods.Simple();
        await h.Engine.StartPodAsync(slow, CancellationToken.None);
        await h.EventAsync("Pulling", "Pulling");
        h.Images.Pull = null;
        await h.Engine.StartPodAsync(TestPods.Of(new PodSpec { Containers = [new Container { Name = "b", Image = "host:" }] }, "uid-2"), CancellationToken.None);
        await h.ContainerAsync("b", item => item.State == ContainerRunState.Running, "uid-2");
        pull.SetResult();
        await h.ContainerAsync("a", item => item.State == ContainerRunState.Running);
        await h.Engine.RemovePodAsync(slow.Id, CancellationToken.None);
        Assert.Equal([slow.Id], h.Images.Released);
    }

    [Fact]
    public async Task Stop_WhileAnImageIsPulled_DoesNotWaitForIt()
    {
        await using var h = await EngineHarness.StartAsync();
        h.Images.Pull = new TaskCompletionSource().Task;
        var pod = TestPods.Simple();
        await h.Engine.StartPodAsync(pod, CancellationToken.None);
        await h.EventAsync("Pulling", "Pulling");
        await h.Engine.StopPodAsync(pod.Id, TimeSpan.FromSeconds(30), CancellationToken.None);
        Assert.Empty(h.Driver.Launches);
    }

    [Fact]
    public async Task Image_Malformed_IsNamedSo()
    {
        await using var h = await EngineHarness.StartAsync();
        h.Images.Failure = new ProviderException(ErrorReason.Invalid, "bad");
        await h.RunAsync(TestPods.Simple());
        await h.ContainerAsync("a", item => item.Reason == "InvalidImageName");
    }
}
