using Reeve.Kubernetes;
using Reeve.Runtime.Engine.Volumes;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine.Volumes;

public sealed class MemorySizeTests
{
    [Theory]
    [InlineData(null, null, new[] { "1Mi", "" }, null)]
    [InlineData("2Mi", null, new[] { "1Mi", "" }, 2L << 20)]
    [InlineData(null, null, new[] { "1Mi", "2Mi" }, 3L << 20)]
    [InlineData("1Mi", null, new[] { "1Mi", "2Mi" }, 1L << 20)]
    [InlineData("5Mi", null, new[] { "1Mi", "2Mi" }, 3L << 20)]
    [InlineData("5Mi", "4Mi", new[] { "", "" }, 4L << 20)]
    [InlineData("0", null, new[] { "", "" }, null)]
    public void Of_LimitsOfVolumeAndPod_IsTheSmaller(string? limit, string? pod, string[] containers, long? expected)
    {
        var plan = new EmptyDirVolume { Name = "m", Memory = true, SizeLimit = limit is null ? null : Quantity.Parse(limit) };
        var resolved = VolumeBench.Pod(plan) with
        {
            Pod = new Pod { Spec = new PodSpec { Resources = pod is null ? null : Limit(pod) } },
            Containers = [.. containers.Select(memory => new ResolvedContainer
            {
                Kind = ContainerKind.Regular, Spec = new Container { Name = "c", Resources = memory.Length == 0 ? new() : Limit(memory) },
            })],
        };

        Assert.Equal(expected, MemorySize.Of(resolved, plan));
    }

    [Fact]
    public void Of_InitContainers_CountByTheLargest()
    {
        var plan = new EmptyDirVolume { Name = "m", Memory = true };
        ResolvedContainer[] containers =
        [
            new() { Kind = ContainerKind.Init, Spec = new Container { Name = "i", Resources = Limit("7Mi") } },
            new() { Kind = ContainerKind.Init, Spec = new Container { Name = "j", Resources = Limit("2Mi") } },
            new() { Kind = ContainerKind.Regular, Spec = new Container { Name = "c", Resources = Limit("3Mi") } },
        ];

        Assert.Equal(7L << 20, MemorySize.Of(VolumeBench.Pod(plan) with { Containers = containers }, plan));
    }

    private static ResourceRequirements Limit(string memory) =>
        new() { Limits = new Dictionary<string, Quantity> { [ResourceNames.Memory] = Quantity.Parse(memory) } };
}
