using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Observation;
using Reeve.Plugins.OpenStack.Tests.Fakes;
using Reeve.Runtime.Operations;
using Xunit;

namespace Reeve.Plugins.OpenStack.Tests.Clusters;

/// <summary>What is fixed at a machine's first start changes: machines come in place of others, one after the other.</summary>
public sealed class RolloutTests
{
    private const string Balanced = """{"masters": {"count": 3}, "access": {"api": "loadBalancer"}, "pools": [{"name": "worker", "count": 2}]}""";

    [Fact]
    public async Task Upgrade_ThreeMasters_ReplacesAllAndKeepsMajorityAndPods()
    {
        await using var fixture = await new CloudFixture(world: new FakeCloud { HasBalancers = true }).StartAsync();
        await MadeAsync(fixture, fixture.Spec(Balanced));
        var before = await ServersAsync(fixture);
        var endpoint = (await fixture.ObserveAsync(fixture.Cluster())).Endpoint;

        var operation = await fixture.RunAsync(ClusterIntent.Upgrade, fixture.Spec(Balanced, version: "1.31.4"));

        Assert.True(operation.State is OperationState.Done, operation.Error);
        var after = await ServersAsync(fixture);
        Assert.Equal(["acme-web-master-1-b", "acme-web-master-2-b", "acme-web-master-3-b", "acme-web-worker-1-b", "acme-web-worker-2-b"], after.Keys);
        Assert.Empty(before.Values.Intersect(after.Values));
        var cluster = fixture.Kubernetes.Look();
        Assert.Empty(cluster.Problems);
        Assert.Equal(["web-master-1-b", "web-master-2-b", "web-master-3-b"], cluster.Members.Keys);
        Assert.Equal(5, cluster.Nodes.Count);
        Assert.All(cluster.Members.Keys, master => Assert.Equal("1.31.4", cluster.ControlPlanes[master]));
        Assert.Equal(("1.31.4", "registry.k8s.io/kube-proxy:v1.31.4"), (cluster.Version, cluster.ProxyImage));
        Assert.Empty(cluster.Tokens);
        Assert.Equal(3, fixture.World.Store["members"].Count);
        var observation = await fixture.ObserveAsync(fixture.Cluster());
        Assert.Equal(("1.31.4", endpoint), (observation.Version, observation.Endpoint));
        Assert.Empty(ClusterObserver.FactsOf(observation).Drift);
        Assert.Empty((await fixture.PlanAsync(ClusterIntent.Change, fixture.Spec(Balanced, version: "1.31.4"))).Plan.Steps);
    }

    [Fact]
    public async Task Upgrade_EtcdAsks_NeverHasMoreThanOneMachineTooMany()
    {
        await using var fixture = await new CloudFixture(world: new FakeCloud { HasBalancers = true }).StartAsync();
        await MadeAsync(fixture, fixture.Spec(Balanced));
        var most = 0;
        fixture.World.Fault = _ =>
        {
            most = Math.Max(most, fixture.World.Store["servers"].Count);
            return FaultKind.None;
        };

        Assert.Equal(OperationState.Done, (await fixture.RunAsync(ClusterIntent.Upgrade, fixture.Spec(Balanced, version: "1.31.4"))).State);

        Assert.Equal(6, most);
    }

    [Fact]
    public async Task Upgrade_Again_TakesTheFirstNamesAgain()
    {
        await using var fixture = await new CloudFixture(world: new FakeCloud { HasBalancers = true }).StartAsync();
        await MadeAsync(fixture, fixture.Spec(Balanced));
        await fixture.RunAsync(ClusterIntent.Upgrade, fixture.Spec(Balanced, version: "1.31.4"));

        var operation = await fixture.RunAsync(ClusterIntent.Upgrade, fixture.Spec(Balanced, version: "1.32.1"));

        Assert.True(operation.State is OperationState.Done, operation.Error);
        Assert.Equal(["acme-web-master-1", "acme-web-master-2", "acme-web-master-3", "acme-web-worker-1", "acme-web-worker-2"], (await ServersAsync(fixture)).Keys);
        Assert.Empty(fixture.Kubernetes.Look().Problems);
        Assert.Equal(3, fixture.Kubernetes.Look().Members.Count);
    }

    [Fact]
    public async Task Upgrade_OnlyMaster_IsRefusedUnlessStated()
    {
        await using var fixture = await new CloudFixture().StartAsync();
        await MadeAsync(fixture, fixture.Spec());

        var error = await Assert.ThrowsAsync<ProviderException>(() => fixture.PlanAsync(ClusterIntent.Upgrade, fixture.Spec(version: "1.31.4")));

        Assert.Equal(ErrorReason.Unsupported, error.Reason);
        Assert.Contains("rollout.singleMaster", error.Message, StringComparison.Ordinal);
        Assert.Contains("three masters", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upgrade_OnlyMasterStated_MovesItsAddressToTheOther()
    {
        await using var fixture = await new CloudFixture().StartAsync();
        await MadeAsync(fixture, fixture.Spec());
        var endpoint = (await fixture.ObserveAsync(fixture.Cluster())).Endpoint;

        var operation = await fixture.RunAsync(ClusterIntent.Upgrade, fixture.Spec("""{"rollout": {"singleMaster": true}}""", version: "1.31.4"));

        Assert.True(operation.State is OperationState.Done, operation.Error);
        var observation = await fixture.ObserveAsync(fixture.Cluster());
        Assert.Equal(("1.31.4", endpoint, true), (observation.Version, observation.Endpoint, observation.ApiServerReady));
        Assert.Equal(["web-master-1-b"], fixture.Kubernetes.Look().Members.Keys);
        Assert.Empty(fixture.Kubernetes.Look().Problems);
        Assert.Single(fixture.World.Store["floatingips"]);
    }

    [Fact]
    public async Task Change_FlavorOfAPool_ReplacesItsMachinesAlone()
    {
        await using var fixture = await new CloudFixture().StartAsync();
        await MadeAsync(fixture, fixture.Spec());
        var before = await ServersAsync(fixture);

        var operation = await fixture.RunAsync(ClusterIntent.Change, fixture.Spec("""{"pools": [{"name": "worker", "count": 2, "flavor": "m4.large"}]}"""));

        Assert.True(operation.State is OperationState.Done, operation.Error);
        var after = await ServersAsync(fixture);
        Assert.Equal(["acme-web-master-1", "acme-web-worker-1-b", "acme-web-worker-2-b"], after.Keys);
        Assert.Equal(before["acme-web-master-1"], after["acme-web-master-1"]);
        Assert.Empty(fixture.Kubernetes.Look().Problems);
    }

    [Fact]
    public async Task Change_FixedAddresses_MakesMachinesAnewOnThem()
    {
        await using var fixture = await new CloudFixture().StartAsync();
        static string Pools(string flavor) => $$"""{"pools": [{"name": "worker", "count": 2, "flavor": "{{flavor}}", "addresses": ["10.101.101.11", "10.101.101.12"], "floatingIps": true}]}""";
        await MadeAsync(fixture, fixture.Spec(Pools("m4.small")));
        var addresses = fixture.World.Store["floatingips"].Select(address => FakeStore.Text(address, "id")).ToList();

        var operation = await fixture.RunAsync(ClusterIntent.Change, fixture.Spec(Pools("m4.large")));

        Assert.True(operation.State is OperationState.Done, operation.Error);
        Assert.Equal(["acme-web-master-1", "acme-web-worker-1", "acme-web-worker-2"], (await ServersAsync(fixture)).Keys);
        Assert.Equal(addresses, fixture.World.Store["floatingips"].Select(address => FakeStore.Text(address, "id")));
        Assert.Empty(fixture.Kubernetes.Look().Problems);
    }

    [Fact]
    public async Task Change_FloatingAddresses_FollowTheMachines()
    {
        await using var fixture = await new CloudFixture().StartAsync();
        static string Pools(string flavor) => $$"""{"pools": [{"name": "worker", "count": 1, "flavor": "{{flavor}}", "floatingIps": true}]}""";
        await MadeAsync(fixture, fixture.Spec(Pools("m4.small")));
        var addresses = fixture.World.Store["floatingips"].Select(address => FakeStore.Text(address, "floating_ip_address")).Order().ToList();

        var operation = await fixture.RunAsync(ClusterIntent.Change, fixture.Spec(Pools("m4.large")));

        Assert.True(operation.State is OperationState.Done, operation.Error);
        var facts = ClusterObserver.FactsOf(await fixture.ObserveAsync(fixture.Cluster()));
        Assert.Equal(addresses, facts.Of(NetworkKinds.FloatingIp).Select(address => address.Address).Order());
        Assert.All(facts.Of(NetworkKinds.FloatingIp), address => Assert.NotNull(address.Parent));
        Assert.Empty(facts.Drift);
    }

    [Fact]
    public async Task Change_PodsThatABudgetHolds_AreLeftAloneAndTheOldMachineServes()
    {
        await using var fixture = await new CloudFixture().StartAsync();
        await MadeAsync(fixture, fixture.Spec());
        var before = await ServersAsync(fixture);
        foreach (var pod in fixture.Kubernetes.Look().Pods.Keys)
        {
            fixture.Kubernetes.Cluster.Held.Add(pod);
        }

        fixture.World.Fault = call => call.Path.EndsWith("/pods/app-0/eviction", StringComparison.Ordinal) ? FaultKind.Forbidden : FaultKind.None;
        var operation = await fixture.RunAsync(ClusterIntent.Change, fixture.Spec("""{"pools": [{"name": "worker", "count": 2, "flavor": "m4.large"}]}"""));

        Assert.Equal(OperationState.Undone, operation.State);
        Assert.Equal(before, await ServersAsync(fixture));
        var cluster = fixture.Kubernetes.Look();
        Assert.Empty(cluster.Problems);
        Assert.All(cluster.Nodes.Values, node => Assert.False(node.IsClosed));
        Assert.Equal(3, cluster.Nodes.Count);
    }

    [Fact]
    public async Task Change_FailsOncePodsHaveMoved_TheyLeaveTheSuccessorBeforeItGoes()
    {
        await using var fixture = await new CloudFixture().StartAsync();
        await MadeAsync(fixture, fixture.Spec());
        var before = await ServersAsync(fixture);
        var nodes = fixture.Kubernetes.Look().Nodes.Keys.ToList();
        var moved = new List<string?>();
        fixture.World.Fault = call =>
        {
            if (moved.Count == 0 && call.Path.EndsWith("/eviction", StringComparison.Ordinal))
            {
                moved.Add(null);
            }
            else if (moved.Count == 1 && call.Path.StartsWith("/api/v1/pods", StringComparison.Ordinal))
            {
                moved.AddRange(fixture.Kubernetes.Look().Pods.Values);
                return FaultKind.Forbidden;
            }

            return FaultKind.None;
        };

        var operation = await fixture.RunAsync(ClusterIntent.Change, fixture.Spec("""{"pools": [{"name": "worker", "count": 2, "flavor": "m4.large"}]}"""));

        Assert.Equal(OperationState.Undone, operation.State);
        Assert.Contains(moved, node => node is not null && !nodes.Contains(node)); // a pod ran on the machine that was taken back
        Assert.Equal(before, await ServersAsync(fixture));
        var cluster = fixture.Kubernetes.Look();
        Assert.Empty(cluster.Problems);
        Assert.All(cluster.Pods.Values, node => Assert.Contains(node, nodes));
        Assert.All(cluster.Nodes.Values, node => Assert.False(node.IsClosed));
    }

    [Fact]
    public async Task Change_AnotherKey_ReplacesMachinesAndTheKeyPair()
    {
        static string Key(string key) => $$$"""{"keypair": {"publicKey": "ssh-ed25519 {{{key}}}"}, "rollout": {"singleMaster": true}}""";
        await using var fixture = await new CloudFixture().StartAsync();
        await MadeAsync(fixture, fixture.Spec(Key("AAAA")));
        var before = FakeStore.Text(Assert.Single(fixture.World.Store["keypairs"]), "name");

        var operation = await fixture.RunAsync(ClusterIntent.Change, fixture.Spec(Key("BBBB")));

        Assert.True(operation.State is OperationState.Done, operation.Error);
        var after = Assert.Single(fixture.World.Store["keypairs"]);
        Assert.NotEqual(before, FakeStore.Text(after, "name"));
        Assert.Equal("ssh-ed25519 BBBB", FakeStore.Text(after, "public_key"));
        Assert.All(fixture.World.Store["servers"], server => Assert.Equal(FakeStore.Text(after, "name"), FakeStore.Text(server, "key_name")));
    }

    [Fact]
    public async Task Renew_Certificates_ReplacesEveryMachine()
    {
        await using var fixture = await new CloudFixture(world: new FakeCloud { HasBalancers = true }).StartAsync();
        await MadeAsync(fixture, fixture.Spec(Balanced));
        var before = await ServersAsync(fixture);

        var operation = await fixture.RunAsync(ClusterIntent.RenewCertificates, fixture.Spec(Balanced));

        Assert.True(operation.State is OperationState.Done, operation.Error);
        Assert.Empty(before.Values.Intersect((await ServersAsync(fixture)).Values));
        Assert.Empty(fixture.Kubernetes.Look().Problems);
        Assert.Empty((await fixture.PlanAsync(ClusterIntent.Change, fixture.Spec(Balanced))).Plan.Steps);
    }

    private static async Task MadeAsync(CloudFixture fixture, ClusterSpec spec)
    {
        var made = await fixture.RunAsync(ClusterIntent.Create, spec);
        Assert.True(made.State is OperationState.Done, made.Error);
    }

    private static async Task<SortedDictionary<string, string>> ServersAsync(CloudFixture fixture) => new(
        ClusterObserver.FactsOf(await fixture.ObserveAsync(fixture.Cluster())).Of(MachineKinds.Server).ToDictionary(server => server.Name, server => server.Id), StringComparer.Ordinal);
}
