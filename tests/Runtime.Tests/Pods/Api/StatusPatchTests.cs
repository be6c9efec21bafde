using System.Text.Json.Nodes;
using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Api;
using Xunit;

namespace Reeve.Runtime.Tests.Pods.Api;

public sealed class StatusPatchTests
{
    private static readonly PodStatus Status = new()
    {
        ObservedGeneration = 4,
        Phase = PodPhases.Running,
        Conditions =
        [
            new() { Type = "Ready", Status = "True", ObservedGeneration = 4 },
            new() { Type = "PodResizePending", Status = "True", Reason = "Deferred" },
            new() { Type = "example.com/gate", Status = "True" },
        ],
        HostIP = "192.0.2.1",
        HostIPs = [new() { Ip = "192.0.2.1" }],
        PodIP = "10.0.0.1",
        PodIPs = [new() { Ip = "10.0.0.1" }],
        ContainerStatuses = [new() { Name = "c", Ready = true, State = new() { Running = new() } }],
    };

    [Theory]
    [InlineData(20, false, false, false, false)]
    [InlineData(27, false, true, false, false)]
    [InlineData(28, true, true, false, false)]
    [InlineData(33, true, false, true, true)]
    public void Write_ByVersion_OmitsWhatTheServerDoesNotKnow(int minor, bool hostIPs, bool resize, bool generation, bool resizeCondition)
    {
        var status = Write(Status, new PodStatus(), minor);

        Assert.Equal(hostIPs, status["hostIPs"] is not null);
        Assert.Equal(resize ? "Deferred" : null, (string?)status["resize"]);
        Assert.Equal(generation, status["observedGeneration"] is not null);
        Assert.Equal(generation, Condition(status, "Ready")!["observedGeneration"] is not null);
        Assert.Equal(resizeCondition, Condition(status, "PodResizePending") is not null);
    }

    [Fact]
    public void Write_ConditionsOfOthers_AreLeftAlone() => Assert.Null(Condition(Write(Status, Status, 36), "example.com/gate"));

    [Fact]
    public void Write_WhatIsNoMore_IsTakenAway()
    {
        var seen = Status with { PodIPs = [new() { Ip = "10.9.9.9" }] };
        var status = Write(Status with { Conditions = [Status.Conditions[0]] }, seen, 36);

        Assert.Equal("delete", (string?)Condition(status, "PodResizePending")!["$patch"]);
        Assert.Equal("replace", (string?)status["podIPs"]![0]!["$patch"]);
        Assert.True(status.AsObject().ContainsKey("reason"));
        Assert.True(Condition(status, "Ready")!.AsObject().ContainsKey("message"));
    }

    [Fact]
    public void Write_TheUid_KeepsAnotherPodOfTheNameSafe() =>
        Assert.Equal("u", (string?)JsonNode.Parse(StatusPatch.Write(Status, "u", Status, 20).Span)!["metadata"]!["uid"]);

    [Fact]
    public void Write_SameStatus_IsTheSamePatch() =>
        Assert.True(StatusPatch.Write(Status, "u", Status, 36).Span.SequenceEqual(
            StatusPatch.Write(KubernetesJson.Deserialize<PodStatus>(KubernetesJson.SerializeToElement(Status)), "u", Status, 36).Span));

    private static JsonNode Write(PodStatus status, PodStatus seen, int minor) =>
        JsonNode.Parse(StatusPatch.Write(status, "u", seen, minor).Span)!["status"]!;

    private static JsonNode? Condition(JsonNode status, string type) =>
        status["conditions"]!.AsArray().FirstOrDefault(condition => (string?)condition!["type"] == type);
}
