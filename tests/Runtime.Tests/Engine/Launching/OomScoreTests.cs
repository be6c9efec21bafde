using Reeve.Kubernetes;
using Reeve.Runtime.Engine.Launching;
using Reeve.Runtime.Tests.Engine.Fakes;

namespace Reeve.Runtime.Tests.Engine.Launching;

public class OomScoreTests
{
    private const long Capacity = 4L << 30;

    private static int Of(ResourceRequirements resources, int? priority = null)
    {
        var container = TestPods.Container("a") with { Resources = resources };
        return OomScore.Of(new Pod { Spec = new PodSpec { Containers = [container], Priority = priority } }, container, Capacity);
    }

    private static Dictionary<string, Quantity> Amounts(string cpu, string memory) =>
        new() { ["cpu"] = Quantity.Parse(cpu), ["memory"] = Quantity.Parse(memory) };

    [Fact]
    public void Of_BestEffort_GoesFirst() => Assert.Equal(1000, Of(new ResourceRequirements()));

    [Fact]
    public void Of_Guaranteed_GoesLast() =>
        Assert.Equal(-997, Of(new ResourceRequirements { Limits = Amounts("1", "1Gi"), Requests = Amounts("1", "1Gi") }));

    [Fact]
    public void Of_Burstable_GoesByItsRequest() => Assert.Equal(750, Of(new ResourceRequirements { Requests = Amounts("1", "1Gi") }));

    [Fact]
    public void Of_BurstableThatAsksForAll_StaysAboveGuaranteed() =>
        Assert.Equal(3, Of(new ResourceRequirements { Requests = Amounts("1", "4Gi") }));

    [Fact]
    public void Of_BurstableThatAsksForNothing_StaysBelowBestEffort() =>
        Assert.Equal(999, Of(new ResourceRequirements { Requests = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("1") } }));

    [Fact]
    public void Of_Critical_GoesLast() => Assert.Equal(-997, Of(new ResourceRequirements(), 2_000_000_000));
}
