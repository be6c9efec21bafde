using System.Text.Json.Nodes;
using Reeve.Kubernetes;
using Reeve.Runtime.Nodes.Status;

namespace Reeve.Runtime.Tests.Nodes.Status;

public sealed class NodeStatusPatchTests
{
    private static readonly NodeStatus Wanted = new()
    {
        Capacity = new Dictionary<string, Quantity> { ["cpu"] = new(2) },
        Allocatable = new Dictionary<string, Quantity> { ["cpu"] = new(2) },
        Conditions = [new NodeCondition { Type = "Ready", Status = "True", Reason = "KubeletReady" }],
        Addresses = [new NodeAddress { Type = "InternalIP", Address = "10.0.0.1" }, new NodeAddress { Type = "InternalIP", Address = "10.0.0.2" }],
    };

    [Fact]
    public void IsNeeded_TheSameWithOtherTimesAndOthersEntries_No()
    {
        var stored = Wanted with
        {
            Capacity = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("2000m"), ["example.com/dongle"] = new(4) },
            Conditions =
            [
                Wanted.Conditions[0] with { LastHeartbeatTime = Time.Parse("2026-01-01T00:00:00Z") },
                new NodeCondition { Type = "KernelDeadlock", Status = "False" },
            ],
        };

        Assert.False(NodeStatusPatch.IsNeeded(stored, Wanted));
    }

    [Fact]
    public void IsNeeded_ReadyOverwrittenByOthers_Yes() =>
        Assert.True(NodeStatusPatch.IsNeeded(Wanted with { Conditions = [Wanted.Conditions[0] with { Status = "Unknown" }] }, Wanted));

    [Fact]
    public void IsNeeded_ResourceThatIsGone_Yes() =>
        Assert.True(NodeStatusPatch.IsNeeded(
            Wanted with { Capacity = new Dictionary<string, Quantity> { ["cpu"] = new(2), ["hugepages-2Mi"] = new(1) } }, Wanted));

    [Fact]
    public void IsNeeded_OneAddressMissing_Yes() =>
        Assert.True(NodeStatusPatch.IsNeeded(Wanted with { Addresses = [Wanted.Addresses[0]] }, Wanted));

    [Fact]
    public void Create_Applied_WantedAndOthersEntriesKept()
    {
        var stored = new NodeStatus
        {
            Capacity = new Dictionary<string, Quantity> { ["cpu"] = new(1), ["hugepages-2Mi"] = new(1), ["example.com/dongle"] = new(4) },
            Conditions = [new NodeCondition { Type = "KernelDeadlock", Status = "False" }, new NodeCondition { Type = "Ready", Status = "Unknown" }],
            Addresses = [new NodeAddress { Type = "InternalIP", Address = "10.9.9.9" }],
        };
        var target = new JsonObject { ["status"] = JsonObject.Create(KubernetesJson.SerializeToElement(stored)) };

        StrategicMerge.Apply(target, JsonNode.Parse(NodeStatusPatch.Create(stored, Wanted).Body.Span)!.AsObject());
        var result = KubernetesJson.Deserialize<NodeStatus>(target["status"]!.ToJsonString());

        Assert.Equal(["cpu", "example.com/dongle"], result.Capacity.Keys.Order());
        Assert.Equal("2", result.Capacity["cpu"].ToString());
        Assert.Equal(["KernelDeadlock False", "Ready True"], result.Conditions.Select(condition => $"{condition.Type} {condition.Status}"));
        Assert.Equal(["10.0.0.1", "10.0.0.2"], result.Addresses.Select(address => address.Address));
        Assert.False(NodeStatusPatch.IsNeeded(result, Wanted));
    }
}
