using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Workers;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Pods.Workers;

public sealed class PodDifferenceTests
{
    [Fact]
    public void Between_TheSamePod_IsNone() => Assert.Equal(PodChanges.None, Changes(pod => pod));

    [Fact]
    public void Between_AnotherImage_IsTheImage() =>
        Assert.Equal(PodChanges.Image, Changes(pod => pod with { Containers = [With(pod, spec => spec with { Image = "b" })] }));

    [Fact]
    public void Between_AnotherLimit_IsTheResources() => Assert.Equal(PodChanges.Resources, Changes(pod => pod with
    {
        Containers = [With(pod, spec => spec with { Resources = new() { Limits = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("2") } } })],
    }));

    [Fact]
    public void Between_AnotherRevision_IsTheVolumes() =>
        Assert.Equal(PodChanges.Volumes, Changes(pod => pod with { Volumes = [new FilesVolume { Name = "v", Revision = "2" }] }));

    [Fact]
    public void Between_NameAndValueRunIntoEachOther_IsTheEnvironment()
    {
        Assert.Equal(PodChanges.Environment, Changes(pod => WithVariable(pod, "A", "BC"), pod => WithVariable(pod, "AB", "C")));
        Assert.Equal(PodChanges.None, Changes(pod => WithVariable(pod, "A", "BC"), pod => WithVariable(pod, "A", "BC")));
    }

    [Fact]
    public void Between_AProblemGoes_IsTheEnvironment() =>
        Assert.Equal(PodChanges.Environment, Changes(pod => pod with { Containers = [pod.Containers[0] with { Problem = "none yet" }] }, pod => pod));

    [Fact]
    public void Between_LabelBecomesAnnotation_IsTheMetadata() => Assert.Equal(PodChanges.Metadata, Changes(
        pod => pod with { Pod = pod.Pod with { Metadata = pod.Pod.Metadata with { Labels = new Dictionary<string, string> { ["a"] = "b" } } } },
        pod => pod with { Pod = pod.Pod with { Metadata = pod.Pod.Metadata with { Annotations = new Dictionary<string, string> { ["a"] = "b" } } } }));

    [Fact]
    public void Between_LabelsInAnotherOrder_IsNone() => Assert.Equal(PodChanges.None, Changes(
        pod => pod with { Pod = pod.Pod with { Metadata = pod.Pod.Metadata with { Labels = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" } } } },
        pod => pod with { Pod = pod.Pod with { Metadata = pod.Pod.Metadata with { Labels = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" } } } }));

    [Fact]
    public void Between_ADeadlineComes_IsTheDeadline() =>
        Assert.Equal(PodChanges.Deadline, Changes(pod => pod with { Pod = pod.Pod with { Spec = pod.Pod.Spec with { ActiveDeadlineSeconds = 5 } } }));

    [Fact]
    public void WithResourcesOf_RefusedResize_KeepsWhatTheBackendHas()
    {
        var before = Resolved();
        var next = before with { Containers = [With(before, spec => spec with { Image = "b", Resources = new() { Limits = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("2") } } })] };

        var kept = PodDifference.WithResourcesOf(next, AcceptedPod.Of(before));

        Assert.Equal(PodChanges.Image, PodDifference.Between(AcceptedPod.Of(before), AcceptedPod.Of(kept)));
    }

    private static PodChanges Changes(Func<ResolvedPod, ResolvedPod> change) => Changes(pod => pod, change);

    private static PodChanges Changes(Func<ResolvedPod, ResolvedPod> before, Func<ResolvedPod, ResolvedPod> after) =>
        PodDifference.Between(AcceptedPod.Of(before(Resolved())), AcceptedPod.Of(after(Resolved())));

    private static ResolvedContainer With(ResolvedPod pod, Func<Container, Container> change) => pod.Containers[0] with { Spec = change(pod.Containers[0].Spec) };

    private static ResolvedPod WithVariable(ResolvedPod pod, string name, string value) => pod with
    {
        Containers = [pod.Containers[0] with { Environment = new([new() { Name = name, Value = value }]) }],
    };

    private static ResolvedPod Resolved() => new()
    {
        Id = new() { Owner = new() { Cluster = "c", Node = "n" }, Uid = "u" },
        Pod = new() { Metadata = new() { Name = "a" }, Spec = new() },
        Containers = [new() { Spec = new() { Name = "main", Image = "a" }, Kind = ContainerKind.Regular }],
        Volumes = [new FilesVolume { Name = "v", Revision = "1" }],
    };
}
