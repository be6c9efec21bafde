using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Runtime.Tests.Engine.Fakes;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine;

public class ImageVolumeTests
{
    [Fact]
    public async Task Volume_OfAnImage_IsObtainedOnceForAllContainersOfThePod()
    {
        await using var h = await EngineHarness.StartAsync();

        await h.RunAsync(Pod("a", "b"));

        await h.ContainerAsync("a", item => item.State == ContainerRunState.Running);
        await h.ContainerAsync("b", item => item.State == ContainerRunState.Running);
        Assert.Equal(["data=example.org/data:1 Always"], h.Images.AskedByVolumes);
        Assert.Equal([("data", "id"), ("data", "id")], h.Volumes.Mounted);
        // Also for a later attempt: what the pod sees stays what it is.
        await h.ExitAsync("a", 1);
        await h.AdvanceAsync(15);
        await h.ContainerAsync("a", item => item is { Attempt: 1, State: ContainerRunState.Running });
        Assert.Single(h.Images.AskedByVolumes);
    }

    [Fact]
    public async Task Volume_WhoseImageIsMissing_HoldsUpWhoMountsIt_InTheKubeletsWords()
    {
        await using var h = await EngineHarness.StartAsync();
        h.Images.Fails = static request => request.Volume is null ? null : new ProviderException(ErrorReason.NotFound, "no such image");

        await h.RunAsync(Pod("a"));

        await h.ContainerAsync("b", item => item.State == ContainerRunState.Running);
        await h.ContainerAsync("a", item => item is { Reason: "ErrImagePull", Message: "no such image" });
        await h.EventAsync("Failed", "Failed to pull image \"example.org/data:1\": no such image");
        await h.EventAsync("Failed", "Error: ErrImagePull");
        await h.AdvanceAsync(20);
        await h.ContainerAsync("a", item => item is { Reason: "ImagePullBackOff", Message: "Back-off pulling image \"example.org/data:1\": ErrImagePull: no such image" });
        await h.EventAsync("BackOff", "Back-off pulling image \"example.org/data:1\"");
        Assert.Empty(h.Volumes.Mounted);
        h.Images.Fails = static _ => null;
        await h.AdvanceAsync(40);
        await h.ContainerAsync("a", item => item is { Attempt: 0, State: ContainerRunState.Running });
    }

    [Fact]
    public async Task Volume_NeverPulledAndAbsent_SaysSo()
    {
        await using var h = await EngineHarness.StartAsync();
        h.Images.Fails = static request => request.Volume is null ? null : new ProviderException(ErrorReason.NotFound, "absent");
        var pod = Pod("a");

        await h.RunAsync(pod with { Volumes = [((ImageVolume)pod.Volumes[0]) with { PullPolicy = PullPolicies.Never }] });

        await h.ContainerAsync("a", item => item is { Reason: "ErrImageNeverPull", Message: "absent" });
        await h.EventAsync("ErrImageNeverPull", "absent");
    }

    /// <summary>Two containers, of which some mount the volume.</summary>
    private static ResolvedPod Pod(params string[] mounting)
    {
        var containers = new[] { "a", "b" }.Select(name => TestPods.Container(name) with
        {
            VolumeMounts = mounting.Contains(name) ? [new VolumeMount { Name = "data", MountPath = "/data" }] : [],
        });
        return TestPods.Of(new PodSpec { Containers = [.. containers] }) with
        {
            Volumes = [new ImageVolume { Name = "data", Reference = "example.org/data:1", PullPolicy = PullPolicies.Always }],
        };
    }
}
