using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Events;
using Reeve.Runtime.Tests.Pods.Fakes;
using Reeve.Workloads;
using Xunit;

namespace Reeve.Runtime.Tests.Pods.Events;

public sealed class PodEventLogTests
{
    private static readonly Pod Pod = Some.Pod("a", spec => spec with { InitContainers = [new Container { Name = "init" }] }, "u");

    [Fact]
    public void Add_LikeEvents_AreCounted()
    {
        var log = new PodEventLog(10, "node", []);
        log.Add(Pod, Happened("BackOff", "x", 1));
        log.Add(Pod, Happened("Started", "y", 2));
        log.Add(Pod, Happened("BackOff", "x", 3));

        var events = log.Snapshot();
        Assert.Equal(["Started", "BackOff"], events.Select(e => e.Reason));
        Assert.Equal((2, 1L, 3L), (events[1].Count, events[1].FirstTimestamp!.Value.Value.ToUnixTimeSeconds(), events[1].LastTimestamp!.Value.Value.ToUnixTimeSeconds()));
    }

    [Fact]
    public void Add_MoreThanFit_DropsTheOldest()
    {
        var log = new PodEventLog(3, "node", []);
        for (var i = 0; i < 5; i++)
        {
            log.Add(Pod, Happened("R", $"m{i}", i));
        }

        Assert.Equal(["m2", "m3", "m4"], log.Snapshot().Select(e => e.Message));
    }

    [Fact]
    public void Add_Container_NamesItsField()
    {
        var log = new PodEventLog(3, "node", []);
        log.Add(Pod, Happened("A", "m", 1) with { Container = "main" });
        log.Add(Pod, Happened("B", "m", 1) with { Container = "init", Warning = true });

        var events = log.Snapshot();
        Assert.Equal(["spec.containers{main}", "spec.initContainers{init}"], events.Select(e => e.InvolvedObject.FieldPath));
        Assert.Equal([EventTypes.Normal, EventTypes.Warning], events.Select(e => e.Type));
        Assert.Equal(("Pod", "a", "u"), (events[0].InvolvedObject.Kind, events[0].InvolvedObject.Name, events[0].InvolvedObject.Uid));
    }

    [Fact]
    public void Add_LongMessage_IsCutToTheApisLimit()
    {
        var log = new PodEventLog(3, "node", []);
        log.Add(Pod, Happened("A", new string('x', 5000), 1));
        Assert.Equal(1024, log.Snapshot()[0].Message?.Length);
    }

    private static PodEvent Happened(string reason, string message, int second) =>
        new() { Reason = reason, Message = message, Time = DateTimeOffset.FromUnixTimeSeconds(second) };
}
