using Reeve.Plugins;
using Reeve.Runtime.Plugins;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Plugins;

public sealed class HotReloadTests
{
    private static readonly PodId Pod = new() { Owner = new Owner { Cluster = "c", Node = "n" }, Uid = "1" };

    [Fact]
    public async Task Watch_DirectoryDroppedInReplacedAndRemoved_TakesEffectByItself()
    {
        await using var yard = new PluginYard(options => options with { Watch = true, Debounce = TimeSpan.FromMilliseconds(50) });
        await yard.Manager.StartAsync(CancellationToken.None);
        Assert.Empty(yard.Manager.Plugins);

        FixturePlugins.Write(yard.Place("late"), version: "1.0.0", behaviour: "label=first");
        await Eventually.TrueAsync(() => yard.Manager.Plugins is [{ Status: PluginStatus.Active, Version: "1.0.0" }], "the plugin is found");
        FixturePlugins.Write(yard.Place("late"), version: "2.0.0", behaviour: "label=second");
        await Eventually.TrueAsync(() => yard.Manager.Plugins is [{ Status: PluginStatus.Active, Version: "2.0.0" }], "the plugin is replaced");
        Directory.Delete(yard.Place("late"), recursive: true);
        await Eventually.TrueAsync(() => yard.Manager.Plugins.Count == 0, "the plugin is gone");
    }

    [Fact]
    public async Task Watch_DirectoryExchangedByMoves_TakesEffectByItself()
    {
        await using var yard = new PluginYard(options => options with { Watch = true, Debounce = TimeSpan.FromMilliseconds(50) });
        FixturePlugins.Write(yard.Place("plugin"), version: "1.0.0", behaviour: "label=first");
        await yard.Manager.StartAsync(CancellationToken.None);
        using var aside = new TempDirectory();
        foreach (var version in new[] { "2.0.0", "3.0.0" })
        {
            FixturePlugins.Write(aside[version], version: version, behaviour: "label=next");
            Directory.Move(yard.Place("plugin"), aside["before-" + version]);
            Directory.Move(aside[version], yard.Place("plugin"));
            await Eventually.TrueAsync(
                () => yard.Manager.Plugins is [{ Status: PluginStatus.Active } plugin] && plugin.Version == version, $"{version} serves");
        }
    }

    [Fact]
    public async Task RescanAsync_ReplacedPlugin_OldIsDisposedNewServesWatchesEnd()
    {
        await using var yard = await PluginYard.StartedAsync("label=old");
        await using var provider = await yard.OpenStartedAsync();
        await using var watch = provider.WatchPodsAsync(CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal("old", watch.Current.Report!.BackendHandle);
        Assert.True(await watch.MoveNextAsync());
        var end = watch.MoveNextAsync().AsTask();

        FixturePlugins.Write(yard.Place("plugin"), version: "2.0.0", behaviour: "label=new");
        var rescan = yard.Manager.RescanAsync(CancellationToken.None);

        Assert.False(await end.WaitAsync(Eventually.Deadline));
        await watch.DisposeAsync();
        await rescan;
        Assert.Equal(["start old", "dispose old", "start new"], yard.Journal());
        Assert.Equal("new", await PluginYard.ExecAsync(provider, "label"));
        await foreach (var item in provider.WatchPodsAsync(CancellationToken.None))
        {
            Assert.Equal("new", item.Report!.BackendHandle);
            break;
        }
    }

    [Fact]
    public async Task RescanAsync_SameContent_DoesNothing()
    {
        await using var yard = await PluginYard.StartedAsync("label=old");
        await using var provider = await yard.OpenStartedAsync();

        FixturePlugins.Write(yard.Place("plugin"), behaviour: "label=old");
        await yard.Manager.RescanAsync(CancellationToken.None);

        Assert.Equal(["start old"], yard.Journal());
    }

    [Theory]
    [InlineData("start=fail", "failed in start")]
    [InlineData("start=throw", "FixtureException: thrown in start")]
    [InlineData("create=throw", "FixtureException: thrown in create")]
    [InlineData("construct=throw", "FixtureException: thrown in construct")]
    public async Task RescanAsync_NewDoesNotStart_OldServesOn(string behaviour, string reason)
    {
        await using var yard = await PluginYard.StartedAsync("label=old");
        await using var provider = await yard.OpenStartedAsync();

        FixturePlugins.Write(yard.Place("plugin"), "fixture-00", "2.0.0", "label=new", behaviour);
        await yard.Manager.RescanAsync(CancellationToken.None);
        await yard.Manager.RescanAsync(CancellationToken.None);

        Assert.Equal("old", await PluginYard.ExecAsync(provider, "label"));
        Assert.Equal([PluginStatus.Active, PluginStatus.Malfunctioned], yard.Manager.Plugins.Select(plugin => plugin.Status));
        Assert.Equal(["1.0.0", "2.0.0"], yard.Manager.Plugins.Select(plugin => plugin.Version));
        Assert.Contains(reason, yard.Manager.Plugins[1].Reason, StringComparison.Ordinal);
        Assert.Equal("start old", yard.Journal()[^1]);
    }

    [Fact]
    public async Task RescanAsync_BackendDownDuringTheSwap_OldIsTriedUntilItServes()
    {
        var clock = new ManualTimeProvider();
        await using var yard = await PluginYard.StartedAsync("label=old", timeProvider: clock);
        await using var provider = await yard.OpenStartedAsync();
        var down = Path.Combine(yard.State("node-a"), "backend-down");
        await File.WriteAllTextAsync(down, "");

        FixturePlugins.Write(yard.Place("plugin"), version: "2.0.0", behaviour: "label=new");
        await yard.Manager.RescanAsync(CancellationToken.None);

        var failure = await Assert.ThrowsAsync<ProviderException>(() => PluginYard.ExecAsync(provider, "label"));
        Assert.Equal(ErrorReason.Transient, failure.Reason);
        Assert.Contains("does not start: the backend is down", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["start old", "dispose old", "start new", "dispose new", "start old", "dispose old"], yard.Journal());
        await PluginYard.AdvanceUntilAsync(clock, () => yard.Journal().Length > 7);
        Assert.Equal(["start old", "dispose old"], yard.Journal()[6..8]);

        File.Delete(down);
        await PluginYard.AdvanceUntilAsync(clock, () => yard.Journal()[^1] == "start old");
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    return await PluginYard.ExecAsync(provider, "label") == "old";
                }
                catch (ProviderException late) when (late.Reason == ErrorReason.Transient)
                {
                    return false;
                }
            },
            "the old code serves again");
    }

    [Fact]
    public async Task RescanAsync_AskedFor_TriesAgainWhatFailed()
    {
        await using var yard = await PluginYard.StartedAsync("label=old");
        await using var provider = await yard.OpenStartedAsync();
        var down = Path.Combine(yard.State("node-a"), "backend-down");
        await File.WriteAllTextAsync(down, "");
        FixturePlugins.Write(yard.Place("plugin"), version: "2.0.0", behaviour: "label=new");
        await yard.Manager.RescanAsync(CancellationToken.None);
        Assert.Equal(PluginStatus.Malfunctioned, yard.Manager.Plugins[1].Status);

        File.Delete(down);
        await yard.Manager.RescanAsync(CancellationToken.None);

        Assert.Equal("new", await PluginYard.ExecAsync(provider, "label"));
        Assert.Equal(("2.0.0", PluginStatus.Active), (Assert.Single(yard.Manager.Plugins).Version, yard.Manager.Plugins[0].Status));
    }

    [Fact]
    public async Task RescanAsync_NewDoesNotStartForOneOfTwo_BothGoBack()
    {
        await using var yard = await PluginYard.StartedAsync("label=old");
        await using var a = await yard.OpenStartedAsync("node-a");
        await using var b = await yard.OpenStartedAsync("node-b", """{"pattern":"x"}""");

        FixturePlugins.Write(yard.Place("plugin"), version: "2.0.0", behaviour: "label=new");
        var manifest = Path.Combine(yard.Place("plugin"), "plugin.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"pattern\": {", "\"other\": {", StringComparison.Ordinal));
        await yard.Manager.RescanAsync(CancellationToken.None);

        Assert.Equal(("old", "old"), (await PluginYard.ExecAsync(a, "label"), await PluginYard.ExecAsync(b, "label")));
        Assert.Contains("options.pattern", yard.Manager.Plugins[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RescanAsync_ManifestBroken_OldServesOn()
    {
        await using var yard = await PluginYard.StartedAsync("label=old");
        await using var provider = await yard.OpenStartedAsync();

        File.WriteAllText(Path.Combine(yard.Place("plugin"), "plugin.json"), "{ broken");
        await yard.Manager.RescanAsync(CancellationToken.None);

        Assert.Equal("old", await PluginYard.ExecAsync(provider, "label"));
        Assert.Contains("serves on", yard.Info("fixture-00").Reason, StringComparison.Ordinal);
        Assert.Equal(PluginStatus.Malfunctioned, yard.Info("plugin").Status);
    }

    [Fact]
    public async Task RescanAsync_InstanceNotStartedYet_IsReplacedUnstarted()
    {
        await using var yard = await PluginYard.StartedAsync("label=old");
        await using var provider = await yard.OpenAsync();

        FixturePlugins.Write(yard.Place("plugin"), version: "2.0.0", behaviour: "label=new");
        await yard.Manager.RescanAsync(CancellationToken.None);
        await provider.StartAsync(CancellationToken.None);

        Assert.Equal(["dispose old", "start new"], yard.Journal());
    }

    [Fact]
    public async Task WatchAsync_StatusChanges_AreTold()
    {
        await using var yard = await PluginYard.StartedAsync("label=old");
        using var cancel = new CancellationTokenSource(Eventually.Deadline);
        await using var changes = yard.Manager.WatchAsync(cancel.Token).GetAsyncEnumerator();
        var next = changes.MoveNextAsync();

        FixturePlugins.Write(yard.Place("other"), "fixture-0b", behaviour: "construct=throw");
        await yard.Manager.RescanAsync(CancellationToken.None);

        Assert.True(await next);
        Assert.Equal(("fixture-0b", PluginStatus.Malfunctioned), (changes.Current.Id, changes.Current.Status));
    }
}
