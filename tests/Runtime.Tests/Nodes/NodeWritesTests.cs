using System.Net;
using System.Text.Json.Nodes;
using Reeve.Kubernetes;
using Reeve.Runtime.Nodes;
using Reeve.Runtime.Nodes.Leases;
using Reeve.Runtime.Nodes.Machine;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Nodes;

/// <summary>A node that others write too, and an API that does not answer.</summary>
public sealed class NodeWritesTests
{
    [Fact]
    public async Task Run_DeletedByOthers_RegisteredAgainAtOnce()
    {
        await using var harness = new NodeHarness();
        await harness.StartAsync();
        await Eventually.TrueAsync(() => harness.Cluster.Requests.Contains("watch nodes/n1"), "the node is watched");
        var former = harness.Stored.Metadata.Uid;

        harness.Cluster.Delete(NodeHarness.Path);

        await Eventually.TrueAsync(() => harness.Cluster.Find<Node>(NodeHarness.Path) is { } node && node.Metadata.Uid != former, "the node is there again");
        await harness.PassUntilAsync(
            () => harness.Cluster.Find<Lease>(NodeHarness.LeasePath)?.Metadata.OwnerReferences.Single().Uid == harness.Stored.Metadata.Uid, "the lease belongs to the new node");
    }

    [Fact]
    public async Task Run_StatusAndLabelsOverwrittenByOthers_PutRight()
    {
        await using var harness = new NodeHarness();
        await harness.StartAsync();
        await Eventually.TrueAsync(() => harness.Cluster.Requests.Contains("watch nodes/n1"), "the node is watched");

        harness.Cluster.Change(NodeHarness.Path, node =>
        {
            node["metadata"]!["labels"]!.AsObject().Remove("type");
            node["status"]!["conditions"]!.AsArray().Single(condition => (string?)condition!["type"] == "Ready")!["status"] = "Unknown";
            node["status"]!["capacity"]!["cpu"] = "64";
        });

        await harness.PassUntilAsync(
            () => harness.Condition("Ready") == "True" && harness.Stored.Metadata.Labels.ContainsKey("type") && harness.Stored.Status.Capacity["cpu"] == new Quantity(4),
            "all is as before");
    }

    [Fact]
    public async Task Run_NothingChanges_StatusWrittenEveryFiveMinutesAlone()
    {
        await using var harness = new NodeHarness();
        await harness.StartAsync();
        var begin = harness.Clock.GetUtcNow();
        int Patches() => harness.Cluster.Requests.ToArray().Count(request => request == "patch nodes/n1/status");
        var before = Patches();

        await harness.PassUntilAsync(() => Patches() > before, "the status is reported", TimeSpan.FromSeconds(2));

        Assert.InRange(harness.Clock.GetUtcNow() - begin, TimeSpan.FromMinutes(5), TimeSpan.FromHours(1));
        Assert.Equal(before + 1, Patches());
        Assert.Equal(new Time(begin), harness.Stored.Status.Conditions[0].LastTransitionTime);
    }

    [Fact]
    public async Task Run_ApiAway_NothingEndsAndAllIsWrittenAfterwards()
    {
        await using var harness = new NodeHarness();
        await harness.StartAsync();
        harness.Cluster.Before = (_, _) => throw FakeCluster.Unreachable();
        harness.Cluster.EndWatches();

        harness.Readiness.Report("kubelet", "broken");
        var until = harness.Clock.GetUtcNow() + TimeSpan.FromHours(1);
        await harness.PassUntilAsync(() => harness.Clock.GetUtcNow() >= until, "an hour passes", TimeSpan.FromSeconds(20));
        Assert.False(harness.Controller.Broken.IsCompleted);

        harness.Cluster.Before = null;
        await harness.PassUntilAsync(() => harness.Condition("Ready") == "False", "the status is written");
        var renewed = harness.Cluster.Find<Lease>(NodeHarness.LeasePath)!.Spec.RenewTime;
        await harness.PassUntilAsync(() => harness.Cluster.Find<Lease>(NodeHarness.LeasePath)!.Spec.RenewTime!.Value.Value > renewed!.Value.Value, "the lease is renewed");
    }

    [Fact]
    public async Task Start_ApiAway_RegisteredWhenItAnswers()
    {
        var cluster = new FakeCluster { Before = (_, _) => throw FakeCluster.Unreachable() };
        await using var harness = new NodeHarness(cluster);
        harness.Begin();
        await Eventually.TrueAsync(() => harness.Log.Text.Contains("cannot be written now", StringComparison.Ordinal), "the failure is said");

        cluster.Before = null;
        await harness.PassUntilAsync(() => harness.Controller.Ready.IsCompleted, "the node is ready");
    }

    [Fact]
    public async Task Run_ProviderDrains_CordonedAndUncordonedAgain()
    {
        await using var harness = new NodeHarness();
        await harness.StartAsync();

        harness.Provider.Say(FakeNodeProvider.Describe() with { Unschedulable = true, Taints = [new Taint { Key = "drained", Effect = TaintEffects.NoExecute }] });
        await Eventually.TrueAsync(() => harness.Stored.Spec is { Unschedulable: true, Taints.Count: 2 }, "cordoned and tainted");

        harness.Provider.Say(FakeNodeProvider.Describe());
        await Eventually.TrueAsync(() => harness.Stored.Spec is { Unschedulable: not true, Taints.Count: 1 }, "as before");
    }

    [Fact]
    public async Task Run_CordonedByAnAdministrator_LeftAlone()
    {
        await using var harness = new NodeHarness();
        await harness.StartAsync();
        harness.Cluster.Change(NodeHarness.Path, node => node["spec"]!["unschedulable"] = true);

        harness.Provider.Say(FakeNodeProvider.Describe() with { Labels = new Dictionary<string, string> { ["seen"] = "yes" } });
        await Eventually.TrueAsync(() => harness.Stored.Metadata.Labels.ContainsKey("seen"), "the description is taken over");

        Assert.True(harness.Stored.Spec.Unschedulable);
    }

    [Fact]
    public async Task Run_ConflictWhileTheWatchIsLate_ReadsTheNodeAndWritesToWhatOthersMadeOfIt()
    {
        await using var harness = new NodeHarness();
        await harness.StartAsync();
        harness.Cluster.WatchesAreLate = true;
        harness.Cluster.Change(NodeHarness.Path, node => node["metadata"]!["labels"]!["theirs"] = "yes");
        var writes = 0;
        harness.Cluster.Before = (verb, path) => writes += verb == "patch" && path == NodeHarness.Path ? 1 : 0;

        harness.Provider.Say(FakeNodeProvider.Describe() with { Unschedulable = true });
        await harness.PassUntilAsync(() => harness.Stored.Spec.Unschedulable == true, "the node is cordoned although no watch told of the change");

        // The one that was refused, and the one after reading.
        Assert.Equal(2, writes);
        Assert.Equal("yes", harness.Stored.Metadata.Labels["theirs"]);
        Assert.Equal("yes", harness.Controller.Current!.Metadata.Labels["theirs"]);
    }
}
