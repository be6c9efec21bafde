using Reeve.Runtime.Clusters;
using Reeve.Runtime.Clusters.Tenants;
using Reeve.Runtime.Operations.Audit;
using Reeve.Runtime.Tests.Clusters.Scripted;
using Xunit;

namespace Reeve.Runtime.Tests.Clusters.Tenants;

/// <summary>Clusters of tenants.</summary>
public sealed class TenantTests
{
    [Fact]
    public async Task Create_SameNameForSeveralTenants_EachHasItsOwn()
    {
        await using var fixture = await ClusterFixture.StartedAsync();
        foreach (var key in new[] { "one.t", "one.u", "one" })
        {
            await fixture.EndAsync(await fixture.Manager.CreateAsync(key, ClusterFixture.Whole, "test", CancellationToken.None));
        }

        await fixture.EndAsync(await fixture.Manager.DeleteAsync("one.u", new ClusterDeleteOptions(), "test", CancellationToken.None));
        await fixture.RestartAsync();

        Assert.Equal(
            [("", "default", ClusterPhase.NotInitialised), ("", "one", ClusterPhase.Provisioned), ("t", "one", ClusterPhase.Provisioned), ("u", "one", ClusterPhase.Deleted)],
            fixture.Manager.List().Select(view => (view.Tenant, view.Name, view.Phase)));
        Assert.Equal("one.t", fixture.Manager.Find("one.t")!.Key);
        Assert.Equal("one", fixture.Manager.Find("one.default")!.Key); // nobody's
        Assert.Null(fixture.Manager.Find("one.v"));
        var cluster = fixture.Engine.List(null)[^1].Cluster;
        Assert.Equal(("t", "one"), (cluster.Tenant, cluster.Name));
        Assert.NotEmpty(fixture.Audit.Read(new AuditQuery { Subject = "one.t" }));
    }

    [Theory]
    [InlineData("one.T", "metadata.tenant")]
    [InlineData("one.a.b", "metadata.tenant")]
    [InlineData("one.", "metadata.tenant")]
    [InlineData(".t", "metadata.name")]
    [InlineData("../x", "metadata.name")]
    public async Task Create_KeyIsNone_IsRefused(string key, string field)
    {
        await using var fixture = await ClusterFixture.StartedAsync();

        var refused = await Assert.ThrowsAsync<ClusterRefusedException>(() => fixture.Manager.CreateAsync(key, ClusterFixture.Whole, "test", CancellationToken.None));

        Assert.Contains(field, refused.Errors.Select(error => error.Field));
    }

    [Theory]
    [InlineData("", "a", "a")]
    [InlineData("default", "a", "a")]
    [InlineData("t", "a", "a.t")]
    public void Key_OfTenantAndName_IsReadBack(string tenant, string name, string key)
    {
        Assert.Equal(key, ClusterKey.Of(tenant, name));
        Assert.Equal((ClusterKey.TenantOf(tenant), name), ClusterKey.Read(key));
    }
}
