using System.Text.Json;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Clusters.Flavors;
using Reeve.Runtime.Tests.Clusters.Scripted;
using Reeve.Testing;
using Xunit;

namespace Reeve.Runtime.Tests.Clusters.Flavors;

/// <summary>What becomes of the flavors that plugins bring along.</summary>
public sealed class PluginFlavorsTests
{
    [Fact]
    public async Task Fold_AtEachStart_MakesEachOnce()
    {
        await using var fixture = await ClusterFixture.StartedAsync();

        fixture.Flavors.Fold([Of("x1.tiny", "one"), Of("x1.small", "two")]);
        await fixture.RestartAsync();
        fixture.Flavors.Fold([Of("x1.tiny", "one"), Of("x1.small", "two")]);

        Assert.Equal([("x1.small", 1, "cloud"), ("x1.tiny", 1, "cloud")], fixture.Flavors.List().Select(flavor => (flavor.Name, flavor.Current.Number, flavor.Current.Plugin)));
        Assert.Equal("x1.tiny", fixture.Flavors.Usual!.Name);
    }

    [Fact]
    public async Task Fold_PluginSaysOtherwise_IsARevision()
    {
        await using var fixture = await ClusterFixture.StartedAsync();
        fixture.Flavors.Fold([Of("a", "one")]);

        fixture.Flavors.Fold([Of("a", "two")]);

        Assert.Equal([(1, "one"), (2, "two")], fixture.Flavors.Find("", "a")!.Revisions.Select(revision => (revision.Number, revision.Content.Description)));
    }

    [Fact]
    public async Task Fold_SomebodyHasRevisedOrRemoved_StaysAsHeLeftIt()
    {
        await using var fixture = await ClusterFixture.StartedAsync();
        fixture.Flavors.Fold([Of("a", "one"), Of("b", "one")]);
        fixture.Flavors.Revise("", "a", ClusterFlavorsTests.Content("mine"), "x");
        fixture.Flavors.Delete("", "b");

        fixture.Flavors.Fold([Of("b", "two"), Of("a", "two")]);

        Assert.Equal("mine", fixture.Flavors.Find("", "a")!.Current.Content.Description);
        Assert.Null(fixture.Flavors.Find("", "b"));
        Assert.Equal("a", fixture.Flavors.Usual!.Name); // the first that is there
    }

    [Fact]
    public async Task Fold_PluginGone_FlavorsStayAndNoneIsUsual()
    {
        await using var fixture = await ClusterFixture.StartedAsync();
        fixture.Flavors.Fold([Of("a", "one")]);

        fixture.Flavors.Fold([]);

        Assert.NotNull(fixture.Flavors.Find("", "a"));
        Assert.Null(fixture.Flavors.Usual);
    }

    [Fact]
    public void Read_FileOfThisRepositorysPlugin_HasWholeClusters()
    {
        var presets = PluginFlavors.Read(Path.Combine(Repository.Root, "Plugins.OpenStack"));

        Assert.Equal(["x1.tiny", "x1.small", "x1.medium", "x1.large", "x1.k3s"], presets.Select(preset => preset.Name));
        Assert.Equal(["m4.small", "m4.medium", "m4.large", "m4.xlarge", "m4.small"], presets.Select(preset => preset.Content.Spec.Provider!.Value.GetProperty("flavor").GetString()));
        Assert.All(presets, preset =>
        {
            Assert.Equal("openstack", preset.Content.Type);
            Assert.NotEmpty(preset.Description);
            Assert.NotEmpty(preset.Content.Spec.PodSubnets!);
            Assert.NotEmpty(preset.Content.Spec.ServiceSubnets!);
            Assert.NotEmpty(preset.Content.Spec.Cni!.Version);
            Assert.Empty(FlavorValidation.Of("", preset.Name, preset.Content));
        });
    }

    [Fact]
    public void Read_NoFileOrABrokenOne_IsEmptyOrAnError()
    {
        using var directory = new TempDirectory();

        Assert.Empty(PluginFlavors.Read(directory.Path));
        File.WriteAllText(directory["flavors.json"], "{");
        Assert.Throws<JsonException>(() => PluginFlavors.Read(directory.Path));
        File.WriteAllText(directory["flavors.json"], """{"flavors":[{"name":"a","type":"t","spec":{"cni":{"name":"flannel"}}}]}""");
        Assert.Equal("", PluginFlavors.Read(directory.Path).Single().Content.Spec.Cni!.Version);
    }

    private static (string, FlavorPreset) Of(string name, string description)
    {
        var content = ClusterFlavorsTests.Content(description);
        return ("cloud", new FlavorPreset { Name = name, Type = content.Type, Description = content.Description, Spec = content.Spec });
    }
}
