using Reeve.Runtime.Plugins;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Plugins;

/// <summary>Plugins that are in order but that no instance uses.</summary>
public sealed class UnusedPluginTests
{
    private const string Unused = "fixture-01";

    [Fact]
    public async Task Start_NothingUsesThePlugin_CodeGoesAwayAndComesBackWhenItIsOpened()
    {
        await using var yard = await StartAsync();

        await UnloadedAsync(yard, FixturePlugins.Id);
        Assert.Equal(PluginStatus.Active, yard.Info(FixturePlugins.Id).Status);
        Assert.Equal(4, yard.Info(FixturePlugins.Id).Providers.Count);

        await using var provider = await yard.OpenStartedAsync();
        Assert.Equal("library 1", await PluginYard.ExecAsync(provider, "library"));
        Assert.Equal(1, yard.Info(FixturePlugins.Id).Instances);
    }

    [Fact]
    public async Task Start_OneOfTwoIsUsed_ItsCodeStays()
    {
        await using var yard = new PluginYard(options => options with { UnloadUnusedAfter = Eventually.Deadline });
        FixturePlugins.Write(yard.Place("used"));
        FixturePlugins.Write(yard.Place("unused"), Unused);
        await yard.Manager.StartAsync(CancellationToken.None);
        await using var provider = await yard.OpenStartedAsync(provider: $"{FixturePlugins.Id}/fixture");

        await yard.Manager.RestAsync();

        await UnloadedAsync(yard, Unused);
        await yard.Manager.UnloadsSettledAsync(CancellationToken.None);
        Assert.DoesNotContain(yard.Logs, line => IsUnloaded(line, FixturePlugins.Id));
        Assert.Equal("library 1", await PluginYard.ExecAsync(provider, "library"));
    }

    [Fact]
    public async Task Close_LastInstance_CodeGoesAway()
    {
        await using var yard = new PluginYard(options => options with { UnloadUnusedAfter = TimeSpan.FromMilliseconds(1) });
        FixturePlugins.Write(yard.Place("plugin"));
        await yard.Manager.StartAsync(CancellationToken.None);
        await UnloadedAsync(yard, FixturePlugins.Id);

        await (await yard.OpenStartedAsync()).DisposeAsync();

        await UnloadedAsync(yard, FixturePlugins.Id, times: 2);
        Assert.Equal(0, yard.Manager.LeakedContexts);
    }

    [Fact]
    public async Task Rescan_UnusedPluginWasReplaced_NewCodeIsOpened()
    {
        await using var yard = await StartAsync();
        await UnloadedAsync(yard, FixturePlugins.Id);

        FixturePlugins.UseLibrary2(yard.Place("plugin"));
        await yard.Manager.RescanAsync(CancellationToken.None);

        await using var provider = await yard.OpenStartedAsync();
        Assert.Equal("library 2", await PluginYard.ExecAsync(provider, "library"));
    }

    [Fact]
    public async Task Open_CopyAndFilesOfAnUnusedPluginAreGone_IsTransientAndNamesIt()
    {
        await using var yard = await StartAsync();
        await UnloadedAsync(yard, FixturePlugins.Id);
        Directory.Delete(yard.Options.CacheDirectory, recursive: true);
        Directory.Delete(yard.Place("plugin"), recursive: true);

        var failure = await Assert.ThrowsAsync<ProviderException>(() => yard.OpenAsync());

        Assert.Equal(ErrorReason.Transient, failure.Reason);
        Assert.Contains(FixturePlugins.Id, failure.Message, StringComparison.Ordinal);
    }

    private static async Task<PluginYard> StartAsync()
    {
        var yard = new PluginYard(options => options with { UnloadUnusedAfter = TimeSpan.FromMilliseconds(1) });
        FixturePlugins.Write(yard.Place("plugin"));
        await yard.Manager.StartAsync(CancellationToken.None);
        return yard;
    }

    private static Task UnloadedAsync(PluginYard yard, string id, int times = 1) =>
        Eventually.TrueAsync(() => yard.Logs.Count(line => IsUnloaded(line, id)) >= times, $"the code of {id} is unloaded");

    private static bool IsUnloaded(string line, string id) => line.StartsWith($"Debug 1311 The code of {id} ", StringComparison.Ordinal);
}
