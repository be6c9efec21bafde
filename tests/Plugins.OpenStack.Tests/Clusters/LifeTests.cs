using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Observation;
using Reeve.Plugins.OpenStack.Steps;
using Reeve.Plugins.OpenStack.Tests.Fakes;
using Reeve.Runtime.Operations;
using Xunit;

namespace Reeve.Plugins.OpenStack.Tests.Clusters;

/// <summary>A cluster from its making to its removal, against a cloud in memory.</summary>
public sealed class LifeTests
{
    [Fact]
    public async Task Create_ThreeMachines_MakesThemWithPortsAddressesAndMetadata()
    {
        await using var fixture = await new CloudFixture().StartAsync();

        var operation = await fixture.RunAsync(ClusterIntent.Create, fixture.Spec());

        Assert.True(operation.State is OperationState.Done, operation.Error);
        var facts = ClusterObserver.FactsOf(await fixture.ObserveAsync(fixture.Cluster()));
        Assert.Equal(["acme-web-master-1", "acme-web-worker-1", "acme-web-worker-2"], facts.Of(MachineKinds.Server).Select(server => server.Name).Order(StringComparer.Ordinal));
        Assert.All(facts.Of(MachineKinds.Server), server => Assert.Equal("ACTIVE", server.Status));
        Assert.Equal(3, facts.Of(NetworkKinds.Port).Count(port => port.Parent is not null && port.Address is not null));
        var master = facts.Of(MachineKinds.Server).Single(server => server.Facts[ServerMetadata.Role] == "k8s-master");
        Assert.Equal(("acme", master.Address), (master.Facts["tenant"], master.Facts["k8smaster"]));
        Assert.Equal(facts.Of(NetworkKinds.FloatingIp).Single().Address, master.Facts["edgeproxy"]);
        Assert.All(fixture.World.Store["servers"], server => Assert.False(server["metadata"]!.AsObject().ContainsKey(ServerMetadata.Secret))); // forgotten after the join
    }

    [Fact]
    public async Task Delete_AfterCreate_LeavesTheCloudAsItWas()
    {
        await using var fixture = await new CloudFixture().StartAsync();
        var before = fixture.World.Store.Describe();
        await fixture.RunAsync(ClusterIntent.Create, fixture.Spec());

        var operation = await fixture.RunAsync(ClusterIntent.Delete, fixture.Spec());

        Assert.True(operation.State is OperationState.Done, operation.Error);
        Assert.Equal(before, fixture.World.Store.Describe());
        Assert.False((await fixture.ObserveAsync(fixture.Cluster())).Exists);
        Assert.Empty(fixture.Engine.GetLedger(fixture.Cluster()));
    }

    [Fact]
    public async Task Create_Again_PlansNothing()
    {
        await using var fixture = await new CloudFixture().StartAsync();
        await fixture.RunAsync(ClusterIntent.Create, fixture.Spec());

        var again = await fixture.PlanAsync(ClusterIntent.Create, fixture.Spec());

        Assert.Empty(again.Plan.Steps);
    }

    [Fact]
    public async Task Change_MoreWorkers_MakesThemAndTellsTheClusterAToken()
    {
        await using var fixture = await new CloudFixture().StartAsync();
        await fixture.RunAsync(ClusterIntent.Create, fixture.Spec());

        var operation = await fixture.RunAsync(ClusterIntent.Change, fixture.Spec("""{"pools": [{"name": "worker", "count": 4}]}"""));

        Assert.True(operation.State is OperationState.Done, operation.Error);
        Assert.Equal(5, fixture.World.Store["servers"].Count);
        Assert.Empty(fixture.Kubernetes.Cluster.Tokens); // taken back after the join
    }

    [Fact]
    public async Task Change_FewerWorkers_TakesThemAwayWithEverythingTheyHad()
    {
        await using var fixture = await new CloudFixture().StartAsync();
        await fixture.RunAsync(ClusterIntent.Create, fixture.Spec());

        var operation = await fixture.RunAsync(ClusterIntent.Change, fixture.Spec("""{"pools": [{"name": "worker", "count": 1}]}"""));

        Assert.True(operation.State is OperationState.Done, operation.Error);
        var observation = await fixture.ObserveAsync(fixture.Cluster());
        Assert.Equal(["web-master-1", "web-worker-1"], observation.Machines.Select(machine => machine.Name).Order(StringComparer.Ordinal));
        Assert.Equal(2, ClusterObserver.FactsOf(observation).Of(NetworkKinds.Port).Count());
    }

    [Fact]
    public async Task Change_Replacement_MakesTheMachineAnewOnItsPort()
    {
        await using var fixture = await new CloudFixture().StartAsync();
        await fixture.RunAsync(ClusterIntent.Create, fixture.Spec());
        var before = ClusterObserver.FactsOf(await fixture.ObserveAsync(fixture.Cluster()));

        var operation = await fixture.RunAsync(ClusterIntent.Change, fixture.Spec("""{"replacements": {"web-worker-2": 1}}"""));

        Assert.True(operation.State is OperationState.Done, operation.Error);
        var after = ClusterObserver.FactsOf(await fixture.ObserveAsync(fixture.Cluster()));
        var (old, fresh) = (before.Find(MachineKinds.Server, "acme-web-worker-2")!, after.Find(MachineKinds.Server, "acme-web-worker-2")!);
        Assert.NotEqual(old.Id, fresh.Id);
        Assert.Equal(old.Address, fresh.Address);
        Assert.Equal(before.Of(NetworkKinds.Port).Select(port => port.Id).Order(), after.Of(NetworkKinds.Port).Select(port => port.Id).Order());
    }

    [Fact]
    public async Task Create_ServerGoesWrong_ShowsWhyAndLeavesNothing()
    {
        await using var fixture = await new CloudFixture().StartAsync();
        var before = fixture.World.Store.Describe();
        fixture.World.Fault = call => call is { Method: "POST", Path: "v2.1/servers" } ? FaultKind.ServerError : FaultKind.None;

        var operation = await fixture.RunAsync(ClusterIntent.Create, fixture.Spec());

        Assert.Equal(OperationState.Undone, operation.State);
        Assert.Contains("No valid host was found", operation.Error, StringComparison.Ordinal);
        Assert.Equal(before, fixture.World.Store.Describe());
    }

    [Fact]
    public async Task Create_QuotaTooSmall_FailsBeforeAnythingIsMade()
    {
        await using var fixture = await new CloudFixture().StartAsync();
        fixture.World.Computing.Instances = 2;

        var operation = await fixture.RunAsync(ClusterIntent.Create, fixture.Spec());

        Assert.Equal(OperationState.Undone, operation.State);
        Assert.Contains("instances: 3 needed, 2 of 2 free", operation.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(fixture.World.Calls, call => call.Mutates);
    }

    [Fact]
    public async Task Create_AnotherAgentsClusterOfTheSameName_IsRefusedWithItsOwner()
    {
        await using var first = await new CloudFixture("one").StartAsync();
        await first.RunAsync(ClusterIntent.Create, first.Spec());
        await using var second = await new CloudFixture("two", first.World).StartAsync();
        var before = first.World.Store.Describe();

        var operation = await second.RunAsync(ClusterIntent.Create, second.Spec());

        Assert.Equal(OperationState.Undone, operation.State);
        Assert.Contains($"{first.Owner.Token} on host-one", operation.Error, StringComparison.Ordinal);
        Assert.Equal(before, first.World.Store.Describe());
        Assert.False((await second.ObserveAsync(second.Cluster())).Exists); // and it would not delete it either
    }

    [Fact]
    public async Task Delete_RecordsLost_FindsEverythingByItsMarks()
    {
        var world = new FakeCloud();
        var before = world.Store.Describe();
        await using (var first = await new CloudFixture("one", world).StartAsync())
        {
            await first.RunAsync(ClusterIntent.Create, first.Spec());
        }

        await using var second = await new CloudFixture("one", world).StartAsync(); // another disk
        var operation = await second.RunAsync(ClusterIntent.Delete, second.Spec());

        Assert.True(operation.State is OperationState.Done, operation.Error);
        Assert.Equal(before, world.Store.Describe());
    }

    [Fact]
    public async Task Observe_SomebodyChangedIt_ReportsDrift()
    {
        await using var fixture = await new CloudFixture().StartAsync();
        await fixture.RunAsync(ClusterIntent.Create, fixture.Spec());
        Assert.Empty(ClusterObserver.FactsOf(await fixture.ObserveAsync(fixture.Cluster())).Drift);
        fixture.World.Store["servers"].RemoveAll(server => FakeStore.Text(server, "name") == "acme-web-worker-2");
        fixture.World.Store["security-group-rules"].RemoveAll(rule => FakeStore.Text(rule, "port_range_min") == "6443");

        var observation = await fixture.ObserveAsync(fixture.Cluster());

        Assert.Contains("The server acme-web-worker-2 is gone.", ClusterObserver.FactsOf(observation).Drift);
        Assert.Contains("The rules of the security group acme-web-masters were changed.", ClusterObserver.FactsOf(observation).Drift);
        Assert.False(observation.Conditions.Single(condition => condition.Type == "InSync").Status);
    }

    [Fact]
    public async Task Create_ThreeMasters_PutsThemBehindALoadBalancer()
    {
        await using var fixture = await new CloudFixture(world: new FakeCloud { HasBalancers = true }).StartAsync();
        var before = fixture.World.Store.Describe();
        var spec = fixture.Spec("""{"masters": {"count": 3}, "access": {"api": "loadBalancer"}}""");

        var operation = await fixture.RunAsync(ClusterIntent.Create, spec);

        Assert.True(operation.State is OperationState.Done, operation.Error);
        var ofMasters = ClusterObserver.FactsOf(await fixture.ObserveAsync(fixture.Cluster())).Of(MachineKinds.Server)
            .Where(server => server.Facts[ServerMetadata.Role] == ServerMetadata.MasterRole).Select(server => server.Address).Order().ToList();
        Assert.Equal(3, ofMasters.Count);
        Assert.Equal(ofMasters, fixture.World.Store["members"].Select(member => FakeStore.Text(member, "address")).Order());
        var deleted = await fixture.RunAsync(ClusterIntent.Delete, spec);
        Assert.True(deleted.State is OperationState.Done, deleted.Error);
        Assert.Equal(before, fixture.World.Store.Describe());
    }

    [Fact]
    public async Task Validate_LoadBalancerWhereThereAreNone_IsRefused()
    {
        await using var fixture = await new CloudFixture().StartAsync();

        var errors = await fixture.Provisioner.ValidateAsync(fixture.Spec("""{"access": {"api": "loadBalancer"}}"""), null, CancellationToken.None);

        Assert.Equal("spec.provider.access.api", Assert.Single(errors).Field);
    }

    [Fact]
    public async Task GetKubeconfig_AfterCreate_IsSignedByTheClustersAuthority()
    {
        await using var fixture = await new CloudFixture().StartAsync();
        await fixture.RunAsync(ClusterIntent.Create, fixture.Spec());

        var text = await fixture.Provisioner.GetKubeconfigAsync(
            fixture.Cluster(), new KubeconfigRequest(), new LookContext(fixture.Cluster(), fixture.Secrets, fixture.Kubernetes), CancellationToken.None);

        var address = ClusterObserver.FactsOf(await fixture.ObserveAsync(fixture.Cluster())).Of(NetworkKinds.FloatingIp).Single().Address;
        Assert.Contains($"server: https://{address}:6443", text, StringComparison.Ordinal);
    }
}
