using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Client.Compute;
using Reeve.Plugins.OpenStack.Client.Resources;
using Reeve.Plugins.OpenStack.Configuration;
using Reeve.Plugins.OpenStack.Naming;
using Reeve.Plugins.OpenStack.Observation;
using Reeve.Plugins.OpenStack.Steps;
using Reeve.Plugins.OpenStack.Tests.Client.Real;
using Reeve.Plugins.OpenStack.Tests.Fakes;
using Reeve.Runtime.Operations;
using Reeve.Testing;
using Reeve.Testing.OpenStack;
using Xunit;

namespace Reeve.Plugins.OpenStack.Tests.Clusters;

/// <summary>Clusters in a real OpenStack: Keystone, Nova, Neutron and Glance of Debian, whose hypervisor alone is pretended, so that nothing boots.</summary>
[Collection(RealCloud.OtherProject)]
public sealed class RealCloudTests
{
    [RequiresFact(Component.OpenStack)]
    public async Task Change_ScaleAndReplace_EndAsWantedAndLeaveNothing()
    {
        var cloud = await OpenStackCloud.SharedAsync();
        var before = await ListAsync(cloud);
        await using var fixture = await new CloudFixture(real: Settings(cloud)).StartAsync();
        StandIn(fixture, "life");
        ClusterSpec Spec(string pools) => fixture.Spec($$"""{"waitFor": "servers", "pools": [{"name": "worker", "count": {{pools}}]}""", "life");
        Assert.Equal(OperationState.Done, (await fixture.RunAsync(ClusterIntent.Create, Spec("1}"))).State);

        var more = await fixture.RunAsync(ClusterIntent.Change, Spec("2, \"floatingIps\": true}"));
        Assert.True(more.State is OperationState.Done, more.Error);
        Assert.Equal(3, (await fixture.ObserveAsync(fixture.Cluster("life"))).Machines.Count);

        var fewer = await fixture.RunAsync(ClusterIntent.Change, Spec("0}"));
        Assert.True(fewer.State is OperationState.Done, fewer.Error);
        Assert.Single((await fixture.ObserveAsync(fixture.Cluster("life"))).Machines);

        var deleted = await fixture.RunAsync(ClusterIntent.Delete, Spec("0}"));
        Assert.True(deleted.State is OperationState.Done, deleted.Error);
        Assert.Equal(before, await ListAsync(cloud));
    }

    [LongFact]
    public async Task Upgrade_MasterAndWorker_MachinesAndAddressFollowAndNothingIsLeft()
    {
        var cloud = await OpenStackCloud.SharedAsync();
        var before = await ListAsync(cloud);
        await using var fixture = await new CloudFixture(real: Settings(cloud)).StartAsync();
        StandIn(fixture, "roll");
        ClusterSpec Spec(string version) => fixture.Spec("""{"pools": [{"name": "worker", "count": 1}], "rollout": {"singleMaster": true}}""", "roll", version: version);
        var created = await fixture.RunAsync(ClusterIntent.Create, Spec("1.30.2"));
        Assert.True(created.State is OperationState.Done, created.Error);
        var first = await fixture.ObserveAsync(fixture.Cluster("roll"));

        var operation = await fixture.RunAsync(ClusterIntent.Upgrade, Spec("1.31.4"));

        Assert.True(operation.State is OperationState.Done, operation.Error);
        var second = await fixture.ObserveAsync(fixture.Cluster("roll"));
        Assert.Equal(["roll-master-1-b", "roll-worker-1-b"], second.Machines.Select(machine => machine.Name).Order(StringComparer.Ordinal));
        Assert.Equal((first.Endpoint, "1.31.4"), (second.Endpoint, second.Version));
        Assert.Contains(new Uri(second.Endpoint!).Host, second.Machines.Single(machine => machine.Role == "control-plane").Addresses);
        Assert.Empty(first.Machines.Select(machine => machine.BackendId).Intersect(second.Machines.Select(machine => machine.BackendId)));
        Assert.Empty(ClusterObserver.FactsOf(second).Drift);
        Assert.Empty(fixture.Kubernetes.Cluster.Problems);

        var deleted = await fixture.RunAsync(ClusterIntent.Delete, Spec("1.31.4"));
        Assert.True(deleted.State is OperationState.Done, deleted.Error);
        Assert.Equal(before, await ListAsync(cloud));
    }

    [RequiresFact(Component.OpenStack)]
    public async Task Create_NoHypervisorIsBigEnough_ShowsTheFaultAndLeavesNothing()
    {
        var cloud = await OpenStackCloud.SharedAsync();
        var before = await ListAsync(cloud);
        await using var fixture = await new CloudFixture(real: Settings(cloud)).StartAsync();

        var operation = await fixture.RunAsync(ClusterIntent.Create, fixture.Spec("""{"waitFor": "servers", "masters": {"flavor": "huge"}}""", "toobig"));

        Assert.Equal(OperationState.Undone, operation.State);
        Assert.Contains("No valid host was found", operation.Error, StringComparison.Ordinal);
        Assert.Equal(before, await ListAsync(cloud));
    }

    [RequiresFact(Component.OpenStack)]
    public async Task Validate_NamesThatTheCloudDoesNotHave_AreRefusedByField()
    {
        await using var fixture = await new CloudFixture(real: Settings(await OpenStackCloud.SharedAsync())).StartAsync();
        var spec = fixture.Spec("""{"image": "none", "masters": {"flavor": "m9"}, "zones": ["mars"], "keypair": {"name": "lost"}, "access": {"api": "loadBalancer"}, "network": {"external": "nowhere"}}""");

        var errors = await fixture.Provisioner.ValidateAsync(spec, null, CancellationToken.None);

        Assert.Equal(
            ["spec.provider.access.api", "spec.provider.image", "spec.provider.keypair.name", "spec.provider.masters.flavor", "spec.provider.network.external", "spec.provider.zones"],
            errors.Select(error => error.Field).Order(StringComparer.Ordinal));
    }

    /// <summary>Nothing boots: what the servers would form stands in for their API.</summary>
    private static void StandIn(CloudFixture fixture, string name)
    {
        var (cluster, own) = (fixture.Cluster(name), new ClusterMarks(fixture.Cluster(name)).Own);
        fixture.Kubernetes.Servers = async token => [.. (await fixture.Of(cluster).Compute.Servers.ListAsync(new ResourceQuery { Tags = own }, token)).Select(Seen)];
    }

    private static FakeServer Seen(Server server) => new(
        server.Id, server.Metadata[ServerMetadata.Machine], server.Metadata[ServerMetadata.Role] == ServerMetadata.MasterRole, server.Metadata[ServerMetadata.Version],
        server.Metadata.GetValueOrDefault(ServerMetadata.Secret) ?? "", server.Status == "ACTIVE");

    // A project that no other test changes meanwhile, so that nothing is taken for what a cluster leaves behind.
    private static CloudSettings Settings(OpenStackCloud cloud) => RealCloud.Settings(cloud, RealCloud.OtherProject);

    private static Task<string> ListAsync(OpenStackCloud cloud) => Holdings.DescribeAsync(cloud, RealCloud.OtherProject);
}
