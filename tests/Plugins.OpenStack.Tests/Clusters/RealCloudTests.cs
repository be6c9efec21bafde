using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Client.Resources;
using Reeve.Plugins.OpenStack.Configuration;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Observation;
using Reeve.Plugins.OpenStack.Steps;
using Reeve.Plugins.OpenStack.Tests.Client.Real;
using Reeve.Plugins.OpenStack.Tests.Fakes;
using Reeve.Runtime.Operations;
using Reeve.Testing;
using Reeve.Testing.OpenStack;
using Xunit;
using Xunit.Abstractions;

namespace Reeve.Plugins.OpenStack.Tests.Clusters;

/// <summary>Clusters in a real OpenStack: Keystone, Nova, Neutron and Glance of Debian, whose hypervisor alone is pretended, so that nothing boots.</summary>
[Collection(RealCloud.OtherProject)]
public sealed class RealCloudTests(ITestOutputHelper output)
{
    private const string Seed = """{"waitFor": "servers", "domain": "mobiledgex.com", "network": {"nameServers": ["198.51.100.1"]}}""";

    [RequiresFact(Component.OpenStack)]
    public async Task CreateAndDelete_TheSeedsCluster_ShowsItsServersAndLeavesEverythingAsItWas()
    {
        var cloud = await OpenStackCloud.SharedAsync();
        var before = await ListAsync(cloud);
        await using var fixture = await new CloudFixture(real: Settings(cloud)).StartAsync();
        var spec = fixture.Spec(Seed, "test-1", "tenant-1");

        var created = await fixture.RunAsync(ClusterIntent.Create, spec);

        Assert.True(created.State is OperationState.Done, created.Error);
        var servers = await cloud.RunAsync(RealCloud.OtherProject, "server", "list", "--long", "-f", "json");
        output.WriteLine(servers);
        var facts = ClusterObserver.FactsOf(await fixture.ObserveAsync(spec.Id));
        Assert.Equal(3, facts.Of(MachineKinds.Server).Count(server => server.Status == "ACTIVE"));
        Assert.Equal(3, facts.Of(NetworkKinds.Port).Count(port => port.Parent is not null));
        Assert.All(facts.Resources, resource => Assert.True(resource.Kind is MachineKinds.ServerGroup || resource.Tags.Count == 4, $"{resource.Kind} {resource.Name}"));
        foreach (var machine in (string[])["test-1-master-1", "test-1-worker-1", "test-1-worker-2"])
        {
            Assert.Contains($"{machine}.tenant-1.mobiledgex.com", servers, StringComparison.Ordinal);
        }

        var master = facts.Of(MachineKinds.Server).Single(server => server.Facts[ServerMetadata.Role] == ServerMetadata.MasterRole);
        Assert.Equal(("tenant-1", master.Address), (master.Facts[ServerMetadata.Tenant], master.Facts[ServerMetadata.Master]));
        Assert.Equal(facts.Of(NetworkKinds.FloatingIp).Single().Address, master.Facts[ServerMetadata.Proxy]);

        var deleted = await fixture.RunAsync(ClusterIntent.Delete, spec);

        Assert.True(deleted.State is OperationState.Done, deleted.Error);
        Assert.Equal(before, await ListAsync(cloud));
    }

    [RequiresFact(Component.OpenStack)]
    public async Task Change_ScaleAndReplace_EndAsWantedAndLeaveNothing()
    {
        var cloud = await OpenStackCloud.SharedAsync();
        var before = await ListAsync(cloud);
        await using var fixture = await new CloudFixture(real: Settings(cloud)).StartAsync();
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

    // A project that no other test changes meanwhile, so that nothing is taken for what a cluster leaves behind.
    private static CloudSettings Settings(OpenStackCloud cloud) => RealCloud.Settings(cloud, RealCloud.OtherProject);

    /// <summary>All that the services hold for the project: each resource by its id.</summary>
    private static async Task<string> ListAsync(OpenStackCloud cloud)
    {
        using var own = new Cloud(Settings(cloud), TimeProvider.System);
        var network = own.Network;
        string[] lists =
        [
            await ListAsync("servers", own.Compute.Servers, one => one.Id),
            await ListAsync("server groups", own.Compute.ServerGroups, one => one.Id),
            await ListAsync("key pairs", own.Compute.KeyPairs, one => one.Name),
            await ListAsync("networks", network.Networks, one => one.Id),
            await ListAsync("subnets", network.Subnets, one => one.Id),
            await ListAsync("routers", network.Routers, one => one.Id),
            await ListAsync("ports", network.Ports, one => one.Id),
            await ListAsync("floating addresses", network.FloatingIps, one => one.Id),
            await ListAsync("security groups", network.SecurityGroups, one => one.Id),
            await ListAsync("rules", network.SecurityGroupRules, one => one.Id),
            await ListAsync("images", own.Image.Images, one => one.Id),
            await ListAsync("application credentials", own.Identity.ApplicationCredentials, one => one.Id),
        ];
        return string.Join('\n', lists);
    }

    private static async Task<string> ListAsync<T, TCreate>(string what, IResources<T, TCreate> resources, Func<T, string> id, ResourceQuery? query = null) =>
        $"{what}: {string.Join(' ', (await resources.ListAsync(query ?? ResourceQuery.All, CancellationToken.None)).Select(id).Order(StringComparer.Ordinal))}";
}
