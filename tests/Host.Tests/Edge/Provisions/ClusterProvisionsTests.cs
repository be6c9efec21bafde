using System.Text.Json;
using Reeve.Host.Edge.Provisions;
using Reeve.Host.Edge.Wire;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Runtime.Clusters;

namespace Reeve.Host.Tests.Edge.Provisions;

public sealed class ClusterProvisionsTests
{
    private static readonly Provision Seed = new() { Name = "test-1", Tenant = "tenant-1", Kind = ProvisionCalls.Kind };
    private readonly FakeClusters _clusters = new(new FakeOperations());

    [Fact]
    public async Task Create_NoFlavor_IsTheUsualOneForTheTenant()
    {
        await Open().CreateAsync(Seed, "me", CancellationToken.None);

        var (verb, name, desired, by) = _clusters.Asked.Single();
        Assert.Equal(("create", "tenant-1-test-1", "openstack", "me"), (verb, name, desired!.Type, by));
        Assert.Equal("m4.small", desired.Provider!.Value.GetProperty("flavor").GetString());
        Assert.Equal("servers", desired.Provider!.Value.GetProperty("waitFor").GetString());
    }

    [Fact]
    public async Task Create_FlavorOfClustersOrOfMachines_AsItIsFound()
    {
        await Open().CreateAsync(new Provision(Seed) { Flavor = "x1.large" }, "me", CancellationToken.None);
        await Open().CreateAsync(new Provision(Seed) { Name = "b", Flavor = "m1.huge", Image = "i", Network = "n", Zone = "z" }, "me", CancellationToken.None);

        Assert.Equal("m4.xlarge", _clusters.Asked[0].Desired!.Provider!.Value.GetProperty("flavor").GetString());
        var own = _clusters.Asked[1].Desired!.Provider!.Value;
        Assert.Equal(("m1.huge", "i", "n", "z"), (own.GetProperty("flavor").GetString(), own.GetProperty("image").GetString(), own.GetProperty("network").GetProperty("existing").GetString(), own.GetProperty("zones")[0].GetString()));
    }

    [Fact]
    public async Task Flavor_NoneThere_IsRefused()
    {
        var provisions = new ClusterProvisions(_clusters, new Flavors(usual: false));

        await Assert.ThrowsAsync<ClusterRefusedException>(() => provisions.CreateAsync(Seed, "me", CancellationToken.None));
        await Assert.ThrowsAsync<ClusterRefusedException>(() => provisions.CheckAsync(new Provision(Seed) { Flavor = "none" }, CancellationToken.None));
        Assert.Empty(_clusters.Asked);
    }

    [Fact]
    public async Task Destroy_ItsOwnAlone()
    {
        var provisions = Open();
        await provisions.CreateAsync(Seed, "me", CancellationToken.None);
        Assert.Equal([("test-1", "tenant-1", "Provisioning")], provisions.List().Select(one => (one.Name, one.Tenant, one.Phase)));

        await Assert.ThrowsAsync<ClusterRefusedException>(() => provisions.DestroyAsync(new Provision { Tenant = "tenant", Name = "1-test-1" }, "me", CancellationToken.None));
        await provisions.DestroyAsync(new Provision { Tenant = "tenant-1", Name = "none" }, "me", CancellationToken.None);
        await provisions.DestroyAsync(Seed, "me", CancellationToken.None);
        Assert.Equal(["create", "delete"], _clusters.Asked.Select(one => one.Verb));
    }

    private ClusterProvisions Open() => new(_clusters, new Flavors());

    private sealed class Flavors(bool usual = true) : IEdgeFlavors
    {
        public ClusterDesired? Find(string? name) => name switch
        {
            null when usual => Of("m4.small"),
            "x1.large" => Of("m4.xlarge"),
            _ => null,
        };

        private static ClusterDesired Of(string flavor) =>
            new() { Type = "openstack", Version = "1.30.1", Provider = JsonSerializer.Deserialize<JsonElement>($$"""{"flavor":"{{flavor}}"}""") };
    }
}
