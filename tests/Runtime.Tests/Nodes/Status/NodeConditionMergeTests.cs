using Reeve.Kubernetes;
using Reeve.Runtime.Nodes.Status;

namespace Reeve.Runtime.Tests.Nodes.Status;

public sealed class NodeConditionMergeTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Time Earlier = Time.Parse("2026-04-01T00:00:00Z");

    [Theory]
    [InlineData("True", "2026-04-01T00:00:00Z")]
    [InlineData("False", "2026-05-01T00:00:00Z")]
    public void Stamp_Status_TransitionTimeChangesWithItAlone(string before, string expected)
    {
        var stamped = NodeConditionMerge.Stamp(
            [new NodeCondition { Type = "Ready", Status = "True", Reason = "New" }],
            [new NodeCondition { Type = "Ready", Status = before, Reason = "Old", LastTransitionTime = Earlier, LastHeartbeatTime = Earlier }],
            Now);

        Assert.Equal(expected, stamped[0].LastTransitionTime.ToString());
        Assert.Equal(new Time(Now), stamped[0].LastHeartbeatTime);
    }

    [Fact]
    public void Over_SomeGiven_GivenOnesWinAndFurtherOnesFollow()
    {
        var merged = NodeConditionMerge.Over(
            [new NodeCondition { Type = "Ready", Status = "False" }, new NodeCondition { Type = "Own", Status = "True" }],
            [new NodeCondition { Type = "DiskPressure", Status = "False" }, new NodeCondition { Type = "Ready", Status = "True" }]);

        Assert.Equal(["DiskPressure False", "Ready False", "Own True"], merged.Select(condition => $"{condition.Type} {condition.Status}"));
    }
}
