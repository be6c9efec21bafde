using System.Text.Json;
using Reeve.Clusters;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Clusters.Flavors;
using Reeve.Runtime.Tests.Clusters.Scripted;
using Xunit;

namespace Reeve.Runtime.Tests.Clusters.Flavors;

/// <summary>Clusters that are made from flavors.</summary>
public sealed class ClusterFromFlavorTests
{
    [Fact]
    public async Task Create_ByFlavor_IsWhatItSaysUnderWhatIsStated()
    {
        await using var fixture = await FixtureAsync();
        var wanted = new ClusterDesired { Flavor = Reference("small"), Version = "1.26.9", Provider = Parse("""{"workers":{"count":5},"zones":["b","c"]}""") };

        var view = await fixture.EndAsync(await fixture.Manager.CreateAsync("default", wanted, "test", CancellationToken.None));

        Assert.Equal(new FlavorReference { Name = "small", Revision = 1 }, view.Desired!.Flavor);
        Assert.Equal(("1.26.9", "flannel", "10.244.0.0/16"), (view.Desired.Version, view.Desired.Cni!.Name, view.Desired.PodSubnets!.Single()));
        Assert.True(JsonElement.DeepEquals(Parse("""{"workers":{"count":5,"size":"m"},"zones":["b","c"]}"""), fixture.Provisioner.Spec!.Provider));
    }

    [Fact]
    public async Task Revise_ClustersThatAreThere_StayAsTheyWere()
    {
        await using var fixture = await FixtureAsync();
        await fixture.EndAsync(await fixture.Manager.CreateAsync("default", new ClusterDesired { Flavor = Reference("small") }, "test", CancellationToken.None));

        fixture.Flavors.Revise("", "small", ClusterFlavorsTests.Content("later", spec => spec with { Version = "1.27.1" }), "x");
        await fixture.RestartAsync();

        Assert.Equal(("1.26.5", 1), (fixture.View().Desired!.Version, fixture.View().Desired!.Flavor!.Revision));
        var other = await fixture.EndAsync(await fixture.Manager.CreateAsync("b", new ClusterDesired { Flavor = Reference("small") }, "test", CancellationToken.None));
        var older = await fixture.EndAsync(await fixture.Manager.CreateAsync("c", new ClusterDesired { Flavor = Reference("small@1") }, "test", CancellationToken.None));
        Assert.Equal([("1.27.1", 2), ("1.26.5", 1)], new[] { other, older }.Select(view => (view.Desired!.Version!, view.Desired.Flavor!.Revision)));
    }

    [Fact]
    public async Task Change_ByAnotherFlavor_IsRefusedAndBySameIsNot()
    {
        await using var fixture = await FixtureAsync();
        fixture.Flavors.Create("", "large", ClusterFlavorsTests.Content("two"), "x");
        await fixture.EndAsync(await fixture.Manager.CreateAsync("default", new ClusterDesired { Flavor = Reference("small") }, "test", CancellationToken.None));

        foreach (var other in new[] { "large", "small@2" })
        {
            var refused = await Assert.ThrowsAsync<ClusterRefusedException>(
                () => fixture.Manager.ReplaceAsync("default", new ClusterDesired { Flavor = Reference(other) }, "test", CancellationToken.None));
            Assert.Equal(["spec.flavor"], refused.Errors.Select(error => error.Field));
        }

        var same = await fixture.Manager.ReplaceAsync("default", new ClusterDesired { Flavor = Reference("small") }, "test", CancellationToken.None);
        Assert.Null(same.Operation);
        Assert.Equal(1, same.Cluster.Desired!.Flavor!.Revision);
    }

    [Fact]
    public async Task Delete_FlavorInUse_IsRefusedUntilTheClusterIsGone()
    {
        await using var fixture = await FixtureAsync();
        await fixture.EndAsync(await fixture.Manager.CreateAsync("default", new ClusterDesired { Flavor = Reference("small") }, "test", CancellationToken.None));

        var refused = Assert.Throws<ClusterRefusedException>(() => fixture.Flavors.Delete("", "small"));
        Assert.Equal(ClusterRefusal.InUse, refused.Reason);
        Assert.Contains("default", refused.Message, StringComparison.Ordinal);

        await fixture.EndAsync(await fixture.Manager.DeleteAsync("default", new ClusterDeleteOptions(), "test", CancellationToken.None));
        fixture.Flavors.Delete("", "small");
        Assert.Empty(fixture.Flavors.List());
    }

    [Theory]
    [InlineData("none", null, "spec.flavor")]
    [InlineData("small@7", null, "spec.flavor")]
    [InlineData("small", "k3s", "spec.clusterType")]
    public async Task Create_FlavorIsNotThereOrOfAnotherType_IsRefused(string flavor, string? type, string field)
    {
        await using var fixture = await FixtureAsync();

        var refused = await Assert.ThrowsAsync<ClusterRefusedException>(
            () => fixture.Manager.CreateAsync("default", new ClusterDesired { Flavor = Reference(flavor), Type = type }, "test", CancellationToken.None));

        Assert.Equal([field], refused.Errors.Select(error => error.Field));
    }

    [Fact]
    public async Task Edge_WithAName_IsInTheCertificate()
    {
        await using var fixture = await FixtureAsync();
        fixture.Flavors.Create("", "edged", ClusterFlavorsTests.Content("e", spec => spec with { Edge = new ClusterEdge { Name = "{cluster}.{tenant}.example.org" }, CertificateNames = ["other"] }), "x");

        await fixture.EndAsync(await fixture.Manager.CreateAsync("one.t", new ClusterDesired { Flavor = Reference("edged") }, "test", CancellationToken.None));

        Assert.Equal(["other", "one.t.example.org"], fixture.Provisioner.Spec!.ApiServerCertificateNames);
    }

    private static FlavorReference Reference(string text) => FlavorReference.TryParse(text)!;

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement.Clone();

    private static async Task<ClusterFixture> FixtureAsync()
    {
        var fixture = await ClusterFixture.StartedAsync();
        fixture.Flavors.Create("", "small", ClusterFlavorsTests.Content("one"), "x");
        return fixture;
    }
}
