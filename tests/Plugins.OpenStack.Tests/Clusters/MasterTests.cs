using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Observation;
using Reeve.Plugins.OpenStack.Tests.Fakes;
using Reeve.Runtime.Operations;
using Xunit;

namespace Reeve.Plugins.OpenStack.Tests.Clusters;

/// <summary>Masters come, go and fail; etcd keeps its majority, and the cluster its address.</summary>
public sealed class MasterTests
{
    private static string Masters(int count, string more = "") => $$"""{"masters": {"count": {{count}}}, "access": {"api": "loadBalancer"}{{more}}}""";

    [Theory]
    [InlineData(1, 3)]
    [InlineData(3, 5)]
    [InlineData(3, 1)]
    [InlineData(5, 3)]
    public async Task Change_NumberOfMasters_EtcdAndLoadBalancerFollow(int from, int to)
    {
        await using var fixture = await new CloudFixture(world: new FakeCloud { HasBalancers = true }).StartAsync();
        Assert.Equal(OperationState.Done, (await fixture.RunAsync(ClusterIntent.Create, fixture.Spec(Masters(from)))).State);

        var operation = await fixture.RunAsync(ClusterIntent.Change, fixture.Spec(Masters(to)));

        Assert.True(operation.State is OperationState.Done, operation.Error);
        var cluster = fixture.Kubernetes.Look();
        Assert.Empty(cluster.Problems);
        Assert.Equal(Enumerable.Range(1, to).Select(number => $"web-master-{number}"), cluster.Members.Keys);
        Assert.Equal(to, fixture.World.Store["members"].Count);
        Assert.Equal(to + 2, cluster.Nodes.Count);
        Assert.Empty(ClusterObserver.FactsOf(await fixture.ObserveAsync(fixture.Cluster())).Drift);
    }

    [Fact]
    public async Task Change_OneMasterToThreeWithALoadBalancer_KeepsTheAddress()
    {
        await using var fixture = await new CloudFixture(world: new FakeCloud { HasBalancers = true }).StartAsync();
        var before = fixture.World.Store.Describe();
        Assert.Equal(OperationState.Done, (await fixture.RunAsync(ClusterIntent.Create, fixture.Spec())).State);
        var endpoint = (await fixture.ObserveAsync(fixture.Cluster())).Endpoint;

        var operation = await fixture.RunAsync(ClusterIntent.Change, fixture.Spec(Masters(3)));

        Assert.True(operation.State is OperationState.Done, operation.Error);
        var observation = await fixture.ObserveAsync(fixture.Cluster());
        Assert.Equal((endpoint, true), (observation.Endpoint, observation.ApiServerReady));
        Assert.Equal(3, fixture.Kubernetes.Look().Members.Count);
        Assert.Single(fixture.World.Store["floatingips"]);
        var deleted = await fixture.RunAsync(ClusterIntent.Delete, fixture.Spec(Masters(3)));
        Assert.True(deleted.State is OperationState.Done, deleted.Error);
        Assert.Equal(before, fixture.World.Store.Describe());
    }

    [Fact]
    public async Task Change_AccessThatWouldChangeTheAddress_IsRefused()
    {
        await using var fixture = await new CloudFixture().StartAsync();
        await fixture.RunAsync(ClusterIntent.Create, fixture.Spec());

        var error = await Assert.ThrowsAsync<ProviderException>(() => fixture.PlanAsync(ClusterIntent.Change, fixture.Spec("""{"access": {"api": "private"}}""")));

        Assert.Equal((ErrorReason.Invalid, "spec.provider.access"), (error.Reason, error.Field));
    }

    [Fact]
    public async Task Change_MasterFailed_IsMadeAnewOnItsPortAndJoinsEtcd()
    {
        await using var fixture = await new CloudFixture(world: new FakeCloud { HasBalancers = true }).StartAsync();
        await fixture.RunAsync(ClusterIntent.Create, fixture.Spec(Masters(3)));
        Fail(fixture, "web-master-2");
        Assert.True((await fixture.ObserveAsync(fixture.Cluster())).ApiServerReady);

        var operation = await fixture.RunAsync(ClusterIntent.Change, fixture.Spec(Masters(3)));

        Assert.True(operation.State is OperationState.Done, operation.Error);
        var cluster = fixture.Kubernetes.Look();
        Assert.Equal(["web-master-1", "web-master-2", "web-master-3"], cluster.Members.Keys);
        Assert.Empty(cluster.Problems);
        Assert.All(cluster.Nodes.Values, node => Assert.True(node.Server.IsActive));
        Assert.Equal(3, fixture.World.Store["members"].Count);
    }

    // Its member of etcd would count for the majority for ever.
    [Theory]
    [InlineData("web-master-1")]
    [InlineData("web-master-2")]
    public async Task Change_MasterGone_EtcdForgetsItBeforeTheNextOneComes(string machine)
    {
        await using var fixture = await new CloudFixture(world: new FakeCloud { HasBalancers = true }).StartAsync();
        await fixture.RunAsync(ClusterIntent.Create, fixture.Spec(Masters(3)));
        fixture.World.Store.Lose(machine);

        var operation = await fixture.RunAsync(ClusterIntent.Change, fixture.Spec(Masters(3)));

        Assert.True(operation.State is OperationState.Done, operation.Error);
        var cluster = fixture.Kubernetes.Look();
        Assert.Equal(["web-master-1", "web-master-2", "web-master-3"], cluster.Members.Keys);
        Assert.Empty(cluster.Problems);
        Assert.Equal(FakeStore.Find(fixture.World.Store, machine)["id"]!.ToString(), cluster.Members[machine]);
        Assert.Equal(3, fixture.World.Store["members"].Count);
        Assert.Empty((await fixture.PlanAsync(ClusterIntent.Change, fixture.Spec(Masters(3)))).Plan.Steps);
    }

    [Fact]
    public async Task Change_MasterByItsNumber_IsReplaced()
    {
        await using var fixture = await new CloudFixture(world: new FakeCloud { HasBalancers = true }).StartAsync();
        await fixture.RunAsync(ClusterIntent.Create, fixture.Spec(Masters(3)));

        var operation = await fixture.RunAsync(ClusterIntent.Change, fixture.Spec(Masters(3, """, "replacements": {"web-master-1": 1}""")));

        Assert.True(operation.State is OperationState.Done, operation.Error);
        Assert.Equal(3, fixture.Kubernetes.Look().Members.Count);
        Assert.Empty(fixture.Kubernetes.Look().Problems);
    }

    [Fact]
    public async Task Change_MajorityLost_IsRefused()
    {
        await using var fixture = await new CloudFixture(world: new FakeCloud { HasBalancers = true }).StartAsync();
        await fixture.RunAsync(ClusterIntent.Create, fixture.Spec(Masters(3)));
        Fail(fixture, "web-master-2");
        Fail(fixture, "web-master-3");

        var error = await Assert.ThrowsAsync<ProviderException>(() => fixture.PlanAsync(ClusterIntent.Change, fixture.Spec(Masters(3))));

        Assert.Contains("1 of 3 masters run", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_OnlyMasterFailed_IsRefused()
    {
        await using var fixture = await new CloudFixture().StartAsync();
        await fixture.RunAsync(ClusterIntent.Create, fixture.Spec());
        FakeStore.Find(fixture.World.Store, "web-master-1")["status"] = "SHUTOFF";

        var error = await Assert.ThrowsAsync<ProviderException>(
            () => fixture.PlanAsync(ClusterIntent.Upgrade, fixture.Spec("""{"rollout": {"singleMaster": true}}""", version: "1.31.4")));

        Assert.Contains("no master is left", error.Message, StringComparison.Ordinal);
    }

    private static void Fail(CloudFixture fixture, string machine)
    {
        var server = FakeStore.Find(fixture.World.Store, machine);
        (server["status"], server["looks"]) = ("ERROR", -1);
    }
}
