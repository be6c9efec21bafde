using Reeve.Kubernetes;
using Reeve.Runtime.Nodes;
using Reeve.Runtime.Nodes.Status;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Nodes.Status;

public sealed class NodeResourcesTests
{
    private static readonly NodeDescription Machine = FakeNodeProvider.Describe();

    [Fact]
    public void Of_Reserved_AllocatableWithoutIt()
    {
        var reserved = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("500m"), ["memory"] = Quantity.Parse("16Gi") };

        var (capacity, allocatable) = NodeResources.Of(Machine, NodeShare.All, reserved);

        Assert.Equal("4", capacity["cpu"].ToString());
        Assert.Equal("3500m", allocatable["cpu"].ToString());
        Assert.Equal("0", allocatable["memory"].ToString());
        Assert.Equal("110", allocatable["pods"].ToString());
    }

    [Fact]
    public void Of_HalfAMachine_HalfOfEverythingButPods()
    {
        var (capacity, _) = NodeResources.Of(Machine, NodeShare.Divide([0.5, null])[1], new Dictionary<string, Quantity>());

        Assert.Equal("2", capacity["cpu"].ToString());
        Assert.Equal("4Gi", capacity["memory"].ToString());
        Assert.Equal("110", capacity["pods"].ToString());
    }

    [Fact]
    public void Of_BackendThatIsNoMachine_NotDivided()
    {
        var (capacity, _) = NodeResources.Of(Machine with { MachineId = null }, NodeShare.Divide([0.5, null])[0], new Dictionary<string, Quantity>());

        Assert.Equal("4", capacity["cpu"].ToString());
    }
}
