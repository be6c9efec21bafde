using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Runtime.Plugins;

namespace Reeve.Runtime.Tests.Plugins;

public sealed class PluginVerifierTests
{
    [Fact]
    public async Task VerifyAsync_GoodPlugin_HasNoFindingsAndLeavesNothing()
    {
        await using var yard = new PluginYard();
        FixturePlugins.Write(yard.Place("good"));

        var result = await VerifyAsync(yard, "good");

        Assert.True(result.Succeeded);
        Assert.Empty(result.Findings);
        Assert.Equal((PluginStatus.Active, "fixture-00"), (result.Plugin.Status, result.Plugin.Id));
        Assert.Empty(Directory.GetFileSystemEntries(yard.Options.CacheDirectory));
    }

    [Fact]
    public async Task VerifyAsync_UnknownManifestField_IsAWarning()
    {
        await using var yard = new PluginYard();
        FixturePlugins.Write(yard.Place("good"));
        var manifest = Path.Combine(yard.Place("good"), "plugin.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"description\"", "\"summary\"", StringComparison.Ordinal));

        var result = await VerifyAsync(yard, "good");

        Assert.True(result.Succeeded);
        Assert.Equal("summary: unknown field", Assert.Single(result.Findings).Message);
    }

    [Theory]
    [InlineData("register=throw", "load")]
    [InlineData("register=surplus", "load")]
    public async Task VerifyAsync_BadPlugin_SaysWhereItFails(string behaviour, string check)
    {
        await using var yard = new PluginYard();
        FixturePlugins.Write(yard.Place("bad"), behaviour: behaviour);

        var result = await VerifyAsync(yard, "bad");

        Assert.False(result.Succeeded);
        Assert.Equal(check, Assert.Single(result.Findings).Check);
        Assert.Equal(PluginStatus.Malfunctioned, result.Plugin.Status);
    }

    [Fact]
    public async Task VerifyAsync_NothingThere_Throws()
    {
        await using var yard = new PluginYard();

        await Assert.ThrowsAsync<FileNotFoundException>(() => VerifyAsync(yard, "absent"));
    }

    private static Task<PluginVerification> VerifyAsync(PluginYard yard, string name) =>
        new PluginVerifier(yard.Options, TimeProvider.System, NullLoggerFactory.Instance).VerifyAsync(yard.Place(name), CancellationToken.None);
}
