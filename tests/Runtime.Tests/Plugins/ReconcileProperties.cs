using FsCheck;
using FsCheck.Fluent;
using Reeve.Runtime.Plugins;

namespace Reeve.Runtime.Tests.Plugins;

/// <summary>However the directories came to be what they are, the plugins are those that a fresh start would find.</summary>
public sealed class ReconcileProperties
{
    private static readonly Gen<Change> Changes =
        from place in Gen.Elements("x", "y", "z")
        from id in Gen.Elements("fixture-0a", "fixture-0b")
        from version in Gen.Elements("1.0.0", "1.1.0", "2.0.0-rc.1")
        from label in Gen.Elements("p", "q")
        from remove in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new Change(place, id, version, label, remove);

    [Fact]
    public async Task RescanAsync_AnyHistory_EndsWhereAFreshStartWould()
    {
        foreach (var history in Changes.ListOf(6).Sample(12))
        {
            await using var yard = new PluginYard();
            await yard.Manager.StartAsync(CancellationToken.None);
            foreach (var change in history)
            {
                change.Apply(yard);
                await yard.Manager.RescanAsync(CancellationToken.None);
            }

            await using var fresh = new PluginYard(options => options with { Directories = [yard.Plugins] });
            await fresh.Manager.StartAsync(CancellationToken.None);
            Assert.Equal(Show(fresh), Show(yard));
            Assert.DoesNotContain(yard.Manager.Plugins, plugin => plugin.Status is PluginStatus.Malfunctioned or PluginStatus.Incompatible);
            await yard.Manager.UnloadsSettledAsync(CancellationToken.None);
            Assert.Equal(0, yard.Manager.LeakedContexts);
        }
    }

    private static string[] Show(PluginYard yard) =>
        [.. yard.Manager.Plugins.Select(plugin => $"{plugin.Id} {plugin.Version} {plugin.Status} {Path.GetFileName(plugin.Path)}")];

    private sealed record Change(string Place, string Id, string Version, string Label, bool Remove)
    {
        public void Apply(PluginYard yard)
        {
            if (!Remove)
            {
                FixturePlugins.Write(yard.Place(Place), Id, Version, $"label={Label}");
            }
            else if (Directory.Exists(yard.Place(Place)))
            {
                Directory.Delete(yard.Place(Place), recursive: true);
            }
        }
    }
}
