using System.Net;
using System.Text.Json.Nodes;
using Reeve.Kubernetes;
using Reeve.Runtime.Nodes;
using Reeve.Runtime.Nodes.Leases;
using Reeve.Runtime.Nodes.Machine;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Nodes;

/// <summary>Two agents with one name, and the lease that tells them apart.</summary>
public sealed class NodeNameTests
{
    [Fact]
    public async Task Start_NameInUse_BrokenWithTheReasonAndNothingWritten()
    {
        var cluster = new FakeCluster();
        var clock = new ManualTimeProvider();
        await using var first = new NodeHarness(cluster, clock: clock);
        await first.StartAsync();
        var uid = first.Stored.Metadata.Uid;
        await using var second = new NodeHarness(cluster, clock: clock);
        second.Begin();

        await second.PassUntilAsync(() => second.Controller.Broken.IsCompleted, "the second refuses");

        var reason = Assert.IsType<NodeNameTakenException>(await second.Controller.Broken);
        Assert.Contains("Another agent runs as node n1", reason.Message, StringComparison.Ordinal);
        Assert.False(second.Controller.Registered.IsCompleted);
        Assert.Equal(uid, first.Stored.Metadata.Uid);
        Assert.False(first.Controller.Broken.IsCompleted);
    }

    [Fact]
    public async Task Start_SameStateDirectory_RecognisesItselfAtOnce()
    {
        using var directory = new TempDirectory();
        var cluster = new FakeCluster();
        var clock = new ManualTimeProvider();
        await using (var first = new NodeHarness(cluster, stateDirectory: directory.Path, clock: clock))
        {
            await first.StartAsync();
        }

        await using var second = new NodeHarness(cluster, stateDirectory: directory.Path, clock: clock);
        await second.StartAsync(); // no time passes

        Assert.False(second.Controller.Broken.IsCompleted);
    }

    [Fact]
    public async Task Start_FormerAgentIsDead_TakesOverWhenItsLeaseHasRunOut()
    {
        var cluster = new FakeCluster();
        var clock = new ManualTimeProvider();
        await using (var first = new NodeHarness(cluster, clock: clock))
        {
            await first.StartAsync();
        }

        await using var second = new NodeHarness(cluster, clock: clock);
        second.Begin();
        await second.PassUntilAsync(() => second.Controller.Ready.IsCompleted, "the second takes over");

        Assert.True(clock.GetUtcNow() - new ManualTimeProvider().GetUtcNow() >= TimeSpan.FromSeconds(40));
        await second.PassUntilAsync(
            () => cluster.Find<Lease>(NodeHarness.LeasePath)!.Spec.RenewTime!.Value.Value > new ManualTimeProvider().GetUtcNow() + TimeSpan.FromSeconds(30), "it renews the lease");
    }

    [Fact]
    public async Task Run_AnotherAgentTookTheNameOver_Broken()
    {
        await using var harness = new NodeHarness();
        await harness.StartAsync();

        harness.Cluster.Change(NodeHarness.LeasePath, lease =>
        {
            lease["metadata"]!["annotations"]![NodeLease.InstanceAnnotation] = "somebody-else";
            lease["spec"]!["renewTime"] = JsonValue.Create(new MicroTime(harness.Clock.GetUtcNow() + TimeSpan.FromSeconds(8)).ToString());
        });
        await harness.PassUntilAsync(() => harness.Controller.Broken.IsCompleted, "it gives up");

        Assert.IsType<NodeNameTakenException>(await harness.Controller.Broken);
    }

    [Fact]
    public async Task Lease_Renewed_EveryTenSecondsOfForty()
    {
        await using var harness = new NodeHarness();
        await harness.StartAsync();
        var lease = harness.Cluster.Find<Lease>(NodeHarness.LeasePath)!;
        Assert.Equal(("n1", 40), (lease.Spec.HolderIdentity, lease.Spec.LeaseDurationSeconds));
        Assert.Equal("Node", Assert.Single(lease.Metadata.OwnerReferences).Kind);

        await harness.PassUntilAsync(
            () => harness.Cluster.Find<Lease>(NodeHarness.LeasePath)!.Spec.RenewTime != lease.Spec.RenewTime, "it is renewed", TimeSpan.FromMilliseconds(100));

        Assert.InRange(
            harness.Cluster.Find<Lease>(NodeHarness.LeasePath)!.Spec.RenewTime!.Value.Value - lease.Spec.RenewTime!.Value.Value, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10.5));
    }

    [Fact]
    public async Task Run_WithoutLease_StatusIsTheHeartbeat()
    {
        await using var harness = new NodeHarness(options: NodeHarness.Options() with { Lease = false }) { LeaseWanted = false };
        await harness.StartAsync();
        var before = harness.Stored.Status.Conditions[0].LastHeartbeatTime;

        await harness.PassUntilAsync(() => harness.Stored.Status.Conditions[0].LastHeartbeatTime != before, "a heartbeat");

        Assert.Null(harness.Cluster.Stored(NodeHarness.LeasePath));
    }
}
