using Reeve.Runtime.Clusters.Flavors;
using Reeve.Runtime.Tests.Clusters.Scripted;
using Xunit;

namespace Reeve.Runtime.Tests.Clusters.Flavors;

/// <summary>The process dies at every write of the store: the next one finds what was before or what was to be, and goes on from there.</summary>
public sealed class FlavorCrashTests
{
    private static readonly (string Name, Action<ClusterFlavors> Act)[] s_changes =
    [
        ("create", flavors => flavors.Create("", "new", ClusterFlavorsTests.Content("one"), "x")),
        ("revise", flavors => flavors.Revise("", "old", ClusterFlavorsTests.Content("two"), "x")),
        ("delete", flavors => flavors.Delete("", "old")),
        ("fold", flavors => flavors.Fold([("cloud", new FlavorPreset { Name = "one", Type = "scripted" }), ("cloud", new FlavorPreset { Name = "two", Type = "scripted" })])),
    ];

    [Fact]
    public async Task Crash_AtEveryWrite_IsAsBeforeOrDoneAndCanBeDoneAgain()
    {
        foreach (var (name, act) in s_changes)
        {
            var points = 0;
            while (await RunAsync(name, act, points))
            {
                points++;
            }

            Assert.True(points >= 2, $"{name}: {points} points");
        }
    }

    private static async Task<bool> RunAsync(string name, Action<ClusterFlavors> act, int moment)
    {
        await using var fixture = await ClusterFixture.StartedAsync();
        fixture.Flavors.Create("", "old", ClusterFlavorsTests.Content("one"), "x");
        var before = Describe(fixture.Flavors);
        fixture.World.DieAt(moment);
        var died = Dies(() => act(fixture.Flavors));

        await fixture.RestartAsync(isKilled: true);

        var found = Describe(fixture.Flavors);
        var wanted = Wanted(name);
        Assert.True(found == before || found == wanted || (name == "fold" && found == $"old@1:one one@1:"), $"{name} at {moment}: {found}");
        if (found != wanted)
        {
            act(fixture.Flavors);
        }

        Assert.Equal(wanted, Describe(fixture.Flavors));
        return died;
    }

    private static bool Dies(Action act)
    {
        try
        {
            act();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static string Wanted(string name) => name switch
    {
        "create" => "old@1:one new@1:one",
        "revise" => "old@1:one,2:two",
        "delete" => "",
        _ => "old@1:one one@1: two@1:",
    };

    private static string Describe(ClusterFlavors flavors) => string.Join(
        " ",
        flavors.List().OrderBy(flavor => flavor.Name == "old" ? "" : flavor.Name, StringComparer.Ordinal)
            .Select(flavor => $"{flavor.Name}@{string.Join(",", flavor.Revisions.Select(revision => $"{revision.Number}:{revision.Content.Description}"))}"));
}
