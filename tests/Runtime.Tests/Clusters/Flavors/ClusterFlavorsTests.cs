using System.Text.Json;
using Reeve.Clusters;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Clusters.Flavors;
using Reeve.Runtime.Tests.Clusters.Scripted;
using Xunit;

namespace Reeve.Runtime.Tests.Clusters.Flavors;

public sealed class ClusterFlavorsTests
{
    [Fact]
    public async Task Create_ThenRestart_IsThereAsItWas()
    {
        await using var fixture = await ClusterFixture.StartedAsync();
        fixture.Flavors.Create("", "x1.small", Content("one"), "somebody");

        await fixture.RestartAsync(isKilled: true);

        var flavor = fixture.Flavors.Find("", "x1.small")!;
        Assert.Equal((1, "one", "scripted", "somebody", ""), (flavor.Current.Number, flavor.Current.Content.Description, flavor.Current.Content.Type, flavor.Current.CreatedBy, flavor.Current.Plugin));
        Assert.Equal("1.26.5", flavor.Current.Content.Spec.Version);
        Assert.Equal(3, flavor.Current.Content.Spec.Provider!.Value.GetProperty("workers").GetProperty("count").GetInt32());
        Assert.All(Directory.EnumerateFiles(Path.Combine(fixture.Options.Directory, "flavors")), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task Revise_SomethingElse_AddsARevisionAndLeavesTheOthers()
    {
        await using var fixture = await ClusterFixture.StartedAsync();
        var first = fixture.Flavors.Create("", "a", Content("one"), "x");

        var second = fixture.Flavors.Revise("", "a", Content("two"), "y");
        var same = fixture.Flavors.Revise("", "a", Content("two"), "z");

        Assert.Equal([1, 2], second.Revisions.Select(revision => revision.Number));
        Assert.Equal(first.Revisions[0], second.Revisions[0]);
        Assert.Equal("two", second.Current.Content.Description);
        Assert.Equal(2, same.Current.Number); // nothing new was said
        Assert.Equal("one", fixture.Flavors.Find("", "a")!.Find(1)!.Content.Description);
        Assert.Single(first.Revisions); // what was given is a value
    }

    [Fact]
    public async Task Delete_ThenCreate_NumbersGoOn()
    {
        await using var fixture = await ClusterFixture.StartedAsync();
        fixture.Flavors.Create("", "a", Content("one"), "x");
        fixture.Flavors.Revise("", "a", Content("two"), "x");

        fixture.Flavors.Delete("", "a");
        await fixture.RestartAsync();

        Assert.Empty(fixture.Flavors.List());
        Assert.Null(fixture.Flavors.Find("", "a"));
        Assert.Equal(3, fixture.Flavors.Create("", "a", Content("three"), "x").Current.Number);
    }

    [Fact]
    public async Task Refusals_SayWhy()
    {
        await using var fixture = await ClusterFixture.StartedAsync();
        var flavors = fixture.Flavors;
        flavors.Create("", "a", Content("one"), "x");

        Assert.Equal(ClusterRefusal.Exists, Refused(() => flavors.Create("", "a", Content("two"), "x")).Reason);
        Assert.Equal(ClusterRefusal.NotFound, Refused(() => flavors.Revise("", "b", Content("two"), "x")).Reason);
        Assert.Equal(ClusterRefusal.NotFound, Refused(() => flavors.Delete("t", "a")).Reason);
        Assert.Equal(["metadata.name"], Fields(() => flavors.Create("", "A/b", Content("one"), "x")));
        Assert.Equal(["metadata.tenant"], Fields(() => flavors.Create("T.t", "b", Content("one"), "x")));
        Assert.Equal(["type"], Fields(() => flavors.Create("", "b", Content("one") with { Type = "" }, "x")));
        Assert.Equal(["spec.version"], Fields(() => flavors.Create("", "b", Content("one", spec => spec with { Version = "new" }), "x")));
        Assert.Equal(["spec.clusterType"], Fields(() => flavors.Create("", "b", Content("one", spec => spec with { Type = "k3s" }), "x")));
        Assert.Equal(["spec.flavor"], Fields(() => flavors.Create("", "b", Content("one", spec => spec with { Flavor = new FlavorReference { Name = "a" } }), "x")));
        Assert.Equal(
            ["spec.clusterRuntime.clusterCri.registryAuth.password"],
            Fields(() => flavors.Create("", "b", Content("one", spec => spec with { Registry = new ClusterRegistrySettings { Password = "secret" } }), "x")));
        Assert.Single(flavors.List());
    }

    [Fact]
    public async Task Tenants_HaveFlavorsOfTheirOwnOverTheShared()
    {
        await using var fixture = await ClusterFixture.StartedAsync();
        var flavors = fixture.Flavors;
        flavors.Create("", "a", Content("shared"), "x");
        flavors.Create("t", "a", Content("of t"), "x");
        flavors.Create("default", "b", Content("shared too"), "x");

        Assert.Equal(["shared", "of t", "shared"], new[] { "", "t", "u" }.Select(tenant => flavors.Resolve(tenant, "a")!.Current.Content.Description));
        Assert.Null(flavors.Find("u", "a"));
        Assert.Equal([("", "a"), ("", "b"), ("t", "a")], flavors.List().Select(flavor => (flavor.Tenant, flavor.Name)));
    }

    internal static FlavorContent Content(string description, Func<ClusterDesired, ClusterDesired>? change = null)
    {
        var spec = new ClusterDesired
        {
            Version = "1.26.5",
            PodSubnets = ["10.244.0.0/16"],
            ServiceSubnets = ["10.96.0.0/12"],
            Cni = new ClusterAddon { Name = "flannel", Version = "v0.22.0" },
            Provider = JsonDocument.Parse("""{"workers":{"count":3,"size":"m"},"zones":["a"]}""").RootElement.Clone(),
        };
        return new FlavorContent { Type = "scripted", Description = description, Spec = change?.Invoke(spec) ?? spec };
    }

    private static ClusterRefusedException Refused(Action action) => Assert.Throws<ClusterRefusedException>(action);

    private static IEnumerable<string> Fields(Action action) => Refused(action).Errors.Select(error => error.Field);
}
