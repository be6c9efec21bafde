using Reeve.Plugins;
using Reeve.Runtime.Plugins;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Plugins;

/// <summary>What lies in plugin directories: links, pipes, several versions, bare assemblies.</summary>
public sealed class PluginDirectoryTests
{
    [Fact]
    public async Task StartAsync_GiantManifest_IsRefusedByItsSize()
    {
        await using var yard = new PluginYard();
        FixturePlugins.Write(yard.Place("giant"));
        File.WriteAllText(Path.Combine(yard.Place("giant"), "plugin.json"), "{\"id\":\"" + new string('a', 10_000_000) + "\"}");

        await yard.Manager.StartAsync(CancellationToken.None);

        Assert.Contains("256 KiB", Assert.Single(yard.Manager.Plugins).Reason, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task StartAsync_SymbolicLinkOutOfTheDirectory_IsRefused()
    {
        await using var yard = new PluginYard();
        FixturePlugins.Write(yard.Place("bad"));
        File.CreateSymbolicLink(Path.Combine(yard.Place("bad"), "hosts"), "/etc/hosts");

        await yard.Manager.StartAsync(CancellationToken.None);

        Assert.Contains("hosts is a symbolic link that leaves", Assert.Single(yard.Manager.Plugins).Reason, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task StartAsync_PluginDirectoryIsALink_IsFollowed()
    {
        await using var yard = new PluginYard();
        using var elsewhere = new TempDirectory();
        FixturePlugins.Write(elsewhere["release-1"]);
        Directory.CreateSymbolicLink(yard.Place("current"), elsewhere["release-1"]);

        await yard.Manager.StartAsync(CancellationToken.None);

        Assert.Equal(PluginStatus.Active, Assert.Single(yard.Manager.Plugins).Status);
    }

    [Fact]
    public async Task StartAsync_DirectoryThatIsAPluginItself_IsOnePlugin()
    {
        await using var yard = new PluginYard();
        FixturePlugins.Write(yard.Place("good"));
        await using var over = new PluginYard(options => options with { Directories = [yard.Place("good")] });

        await over.Manager.StartAsync(CancellationToken.None);

        Assert.Equal(PluginStatus.Active, Assert.Single(over.Manager.Plugins).Status);
    }

    [LinuxFact]
    public async Task StartAsync_PipeInsteadOfAManifest_IsRefusedWithoutWaiting()
    {
        await using var yard = new PluginYard();
        Directory.CreateDirectory(yard.Place("bad"));
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(yard.Place("bad"), "plugin.json")]))
        {
            await mkfifo.WaitForExitAsync();
        }

        await yard.Manager.StartAsync(CancellationToken.None).WaitAsync(Eventually.Deadline);

        Assert.Contains("not a regular file", Assert.Single(yard.Manager.Plugins).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_TwoOfOneId_HigherVersionWins()
    {
        await using var yard = new PluginYard();
        FixturePlugins.Write(yard.Place("a"), version: "1.9.0");
        FixturePlugins.Write(yard.Place("b"), version: "1.10.0");

        await yard.Manager.StartAsync(CancellationToken.None);

        Assert.Equal([("1.10.0", PluginStatus.Active), ("1.9.0", PluginStatus.Superseded)], yard.Manager.Plugins.Select(plugin => (plugin.Version, plugin.Status)));
        Assert.Contains("1.10.0", yard.Manager.Plugins[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_HigherVersionAtFault_LowerServes()
    {
        await using var yard = new PluginYard();
        FixturePlugins.Write(yard.Place("a"), version: "1.0.0");
        FixturePlugins.Write(yard.Place("b"), version: "2.0.0", behaviour: "construct=throw");

        await yard.Manager.StartAsync(CancellationToken.None);

        Assert.Equal([("1.0.0", PluginStatus.Active), ("2.0.0", PluginStatus.Malfunctioned)], yard.Manager.Plugins.Select(plugin => (plugin.Version, plugin.Status)));
        Assert.Contains("2.0.0 is at fault", yard.Manager.Plugins[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_BareAssemblyWithAttribute_IsAPlugin()
    {
        await using var yard = new PluginYard();
        FixturePlugins.Write(yard.Place("bare"));
        File.Delete(Path.Combine(yard.Place("bare"), "plugin.json"));

        await yard.Manager.StartAsync(CancellationToken.None);

        var info = Assert.Single(yard.Manager.Plugins);
        Assert.Equal((PluginStatus.Active, "fixture-00"), (info.Status, info.Id));
        Assert.Equal(4, info.Providers.Count);
    }

    [Fact]
    public async Task StartAsync_BareAssemblyWithoutAttribute_SaysWhatIsMissing()
    {
        await using var yard = new PluginYard();
        FixturePlugins.Write(yard.Place("bare"));
        var assembly = Path.Combine(yard.Place("bare"), FixturePlugins.Assembly);
        FixturePlugins.Rename(assembly, "ReevePluginAttribute", "XeevePluginAttribute");
        File.Move(assembly, yard.Place("Loose.dll"));
        Directory.Delete(yard.Place("bare"), recursive: true);
        Directory.CreateDirectory(yard.Place("empty"));

        await yard.Manager.StartAsync(CancellationToken.None);

        Assert.Contains("[assembly: ReevePlugin(", yard.Info("Loose").Reason, StringComparison.Ordinal);
        Assert.Contains("neither plugin.json nor", yard.Info("empty").Reason, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task StartAsync_EverybodyMayWrite_IsAWarning()
    {
        await using var yard = new PluginYard();
        FixturePlugins.Write(yard.Place("open"));
        File.SetUnixFileMode(yard.Place("open"), (UnixFileMode)Convert.ToInt32("777", 8));

        await yard.Manager.StartAsync(CancellationToken.None);

        var info = Assert.Single(yard.Manager.Plugins);
        Assert.Equal(PluginStatus.Active, info.Status);
        Assert.Contains("chmod o-w", Assert.Single(info.Warnings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_DirectoryMissing_SaysSo()
    {
        await using var yard = new PluginYard(options => options with { Directories = ["/nowhere/at/all"] });

        var failure = await Assert.ThrowsAsync<DirectoryNotFoundException>(() => yard.Manager.StartAsync(CancellationToken.None));

        Assert.Contains("/nowhere/at/all", failure.Message, StringComparison.Ordinal);
    }
}
