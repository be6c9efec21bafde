using Reeve.Plugins;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Plugins;

/// <summary>What plugins commonly do, and whether their code goes away afterwards: the table of docs/plugins.md.</summary>
public sealed class UnloadTests
{
    [Theory]
    [InlineData("none")]
    [InlineData("own-container")]
    [InlineData("own-container-undisposed")]
    [InlineData("add-logging")]
    [InlineData("options-validate")]
    [InlineData("options-validator")]
    [InlineData("configuration-binder")]
    [InlineData("yaml")]
    [InlineData("host-logger")]
    [InlineData("json-source-generated")]
    [InlineData("meter-disposed")]
    [InlineData("context-meter")]
    public async Task Unload_GoodPattern_CodeGoesAway(string pattern)
    {
        await using var yard = await RunAndRemoveAsync(pattern);

        Assert.Equal(0, yard.Manager.LeakedContexts);
        Assert.Contains(yard.Logs, line => line.StartsWith("Debug 1311 ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("data-annotations")]
    [InlineData("json-reflection")]
    [InlineData("meter-undisposed")]
    [InlineData("timer-live")]
    [InlineData("typed-http-client")]
    [InlineData("task-running")]
    public async Task Unload_BadPattern_IsCountedAndLogged(string pattern)
    {
        await using var yard = await RunAndRemoveAsync(pattern);

        Assert.Equal(1, yard.Manager.LeakedContexts);
        Assert.Contains(yard.Logs, line => line.StartsWith("Warning 1312 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Unload_AfterWorkOfEveryKind_CodeGoesAway()
    {
        await using var yard = new PluginYard();
        FixturePlugins.Write(yard.Place("plugin"), behaviour: "removePod=throw");
        await yard.Manager.StartAsync(CancellationToken.None);
        await WorkAsync(yard);

        Directory.Delete(yard.Place("plugin"), recursive: true);
        await yard.Manager.RescanAsync(CancellationToken.None);
        await yard.Manager.UnloadsSettledAsync(CancellationToken.None);

        Assert.Equal(0, yard.Manager.LeakedContexts);
    }

    [Fact]
    public async Task Unload_PluginThatThrewWhileLoading_CodeGoesAway()
    {
        await using var yard = new PluginYard();
        FixturePlugins.Write(yard.Place("plugin"), behaviour: "register=throw");
        await yard.Manager.StartAsync(CancellationToken.None);

        await yard.Manager.UnloadsSettledAsync(CancellationToken.None);

        Assert.Equal(0, yard.Manager.LeakedContexts);
        Assert.Contains(yard.Logs, line => line.StartsWith("Debug 1311 ", StringComparison.Ordinal));
    }

    private static async Task WorkAsync(PluginYard yard)
    {
        await using var provider = await yard.OpenStartedAsync();
        var pod = new PodId { Owner = new Owner { Cluster = "c", Node = "n" }, Uid = "1" };
        NodeDescription? kept = null;
        await foreach (var node in provider.WatchNodeAsync(CancellationToken.None))
        {
            kept = node;
            break;
        }

        var failure = await Assert.ThrowsAsync<ProviderException>(() => provider.RemovePodAsync(pod, CancellationToken.None));
        Assert.Equal("library 1", await PluginYard.ExecAsync(provider, "library"));

        // What the host keeps of the answers must not matter.
        Kept.Add(kept!);
        Kept.Add(failure);
        Kept.Add(await provider.Capability<IPodStats>()!.GetStatsAsync(CancellationToken.None));
        Kept.Add(provider.Features);
    }

    private static List<object> Kept { get; } = [];

    private static async Task<PluginYard> RunAndRemoveAsync(string pattern)
    {
        var yard = new PluginYard();
        FixturePlugins.Write(yard.Place("plugin"));
        await yard.Manager.StartAsync(CancellationToken.None);
        await (await yard.OpenStartedAsync(options: $$"""{"pattern":"{{pattern}}"}""")).DisposeAsync();
        Directory.Delete(yard.Place("plugin"), recursive: true);
        await yard.Manager.RescanAsync(CancellationToken.None);
        await yard.Manager.UnloadsSettledAsync(CancellationToken.None);
        return yard;
    }
}
