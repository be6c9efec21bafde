using System.Text.Json;
using Reeve.Host.Edge.Provisions;
using Reeve.Host.Edge.Wire;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Clusters.Flavors;

namespace Reeve.Host.Tests.Edge.Provisions;

public sealed class ClusterProvisionsTests
{
    private static readonly Provision Seed = new() { Name = "test-1", Tenant = "tenant-1", Kind = ProvisionCalls.Kind };
    private readonly FakeClusters _clusters = new(new FakeOperations());
    private readonly FakeFlavors _flavors = new();

    [Fact]
    public async Task Create_NoFlavor_IsTheUsualOneForTheTenant()
    {
        await Open().CreateAsync(Seed, "me", CancellationToken.None);

        var (verb, name, desired, by) = _clusters.Asked.Single();
        Assert.Equal(("create", "test-1.tenant-1", "x1.tiny", "me"), (verb, name, desired!.Flavor!.Name, by));
        var own = desired.Provider!.Value;
        Assert.Equal("servers", own.GetProperty("waitFor").GetString());
        Assert.False(own.TryGetProperty("flavor", out _)); // that of machines is the flavor's to say
    }

    [Fact]
    public async Task Create_FlavorOfClustersOrOfMachines_AsItIsFound()
    {
        await Open().CreateAsync(new Provision(Seed) { Flavor = "x1.large" }, "me", CancellationToken.None);
        await Open().CreateAsync(new Provision(Seed) { Name = "b", Flavor = "m1.huge", Image = "i", Network = "n", Zone = "z" }, "me", CancellationToken.None);

        Assert.Equal(["x1.large", "x1.tiny"], _clusters.Asked.Select(one => one.Desired!.Flavor!.Name));
        var own = _clusters.Asked[1].Desired!.Provider!.Value;
        Assert.Equal(("m1.huge", "i", "n", "z"), (own.GetProperty("flavor").GetString(), own.GetProperty("image").GetString(), own.GetProperty("network").GetProperty("existing").GetString(), own.GetProperty("zones")[0].GetString()));
    }

    [Fact]
    public async Task Create_FlavorOfTheTenant_GoesBeforeTheShared()
    {
        _flavors.Create("tenant-1", "x1.large", new FlavorContent { Type = "openstack" }, "x");

        await Open().CreateAsync(new Provision(Seed) { Flavor = "x1.large" }, "me", CancellationToken.None);

        Assert.Equal("tenant-1", _clusters.Asked.Single().Desired!.Flavor!.Tenant);
    }

    [Fact]
    public async Task Create_AddressesDisksAndMetadata_AreThoseOfTheMachines()
    {
        await Open().CreateAsync(new Provision(Seed) { Fixedip = "10.0.0.5,10.0.0.6, 10.0.0.7", Storage = "40G", Metadata = "a=b, c=d=e" }, "me", CancellationToken.None);

        var own = _clusters.Asked.Single().Desired!.Provider!.Value;
        Assert.Equal("10.0.0.5", own.GetProperty("masters").GetProperty("addresses")[0].GetString());
        Assert.Equal(40, own.GetProperty("masters").GetProperty("rootVolume").GetProperty("sizeGiB").GetInt32());
        var pool = own.GetProperty("pools")[0];
        Assert.Equal(("worker", 2, "10.0.0.6", "10.0.0.7", 40), (
            pool.GetProperty("name").GetString(), pool.GetProperty("count").GetInt32(), pool.GetProperty("addresses")[0].GetString(), pool.GetProperty("addresses")[1].GetString(),
            pool.GetProperty("rootVolume").GetProperty("sizeGiB").GetInt32()));
        Assert.Equal(("b", "d=e"), (own.GetProperty("metadata").GetProperty("a").GetString(), own.GetProperty("metadata").GetProperty("c").GetString()));
    }

    [Fact]
    public async Task Create_MoreAddressesThanMachines_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<ClusterRefusedException>(
            () => Open().CreateAsync(new Provision(Seed) { Fixedip = "10.0.0.5 10.0.0.6" }, "me", CancellationToken.None));

        Assert.Equal(["provisions.fixedip"], refused.Errors.Select(error => error.Field));
    }

    [Fact]
    public async Task Flavor_NoneThere_IsRefused()
    {
        var provisions = new ClusterProvisions(_clusters, new EdgeFlavors(new FakeFlavors()));

        await Assert.ThrowsAsync<ClusterRefusedException>(() => provisions.CreateAsync(Seed, "me", CancellationToken.None));
        await Assert.ThrowsAsync<ClusterRefusedException>(() => provisions.CheckAsync(new Provision(Seed) { Flavor = "none" }, CancellationToken.None));
        Assert.Empty(_clusters.Asked);
    }

    [Fact]
    public async Task Destroy_ItsOwnAlone()
    {
        var provisions = Open();
        await provisions.CreateAsync(Seed, "me", CancellationToken.None);
        _clusters.Set(new ClusterView { Name = "other", Tenant = "tenant-1", Phase = ClusterPhase.Provisioned });
        Assert.Equal([("test-1", "tenant-1", "Provisioning", "x1.tiny")], provisions.List().Select(one => (one.Name, one.Tenant, one.Phase, one.Flavor)));

        await Assert.ThrowsAsync<ClusterRefusedException>(() => provisions.DestroyAsync(new Provision { Tenant = "tenant-1", Name = "other" }, "me", CancellationToken.None));
        await provisions.DestroyAsync(new Provision { Tenant = "tenant-1", Name = "none" }, "me", CancellationToken.None);
        await provisions.DestroyAsync(new Provision { Tenant = "tenant-2", Name = "test-1" }, "me", CancellationToken.None);
        await provisions.DestroyAsync(Seed, "me", CancellationToken.None);
        Assert.Equal([("create", "test-1.tenant-1"), ("delete", "test-1.tenant-1")], _clusters.Asked.Select(one => (one.Verb, one.Name)));
    }

    private ClusterProvisions Open()
    {
        _flavors.Preset("x1.tiny", Of("m4.small"));
        _flavors.Preset("x1.large", Of("m4.xlarge"));
        return new ClusterProvisions(_clusters, new EdgeFlavors(_flavors));
    }

    private static ClusterDesired Of(string flavor) => new()
    {
        Version = "1.30.1",
        Provider = JsonSerializer.Deserialize<JsonElement>($$"""{"flavor":"{{flavor}}","masters":{"count":1},"pools":[{"name":"worker","count":2}]}"""),
    };
}
