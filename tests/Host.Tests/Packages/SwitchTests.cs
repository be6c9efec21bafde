using System.Text;
using Reeve.Clusters;
using Reeve.Host.Packages.Wire;
using Reeve.Host.Tests.Packages.Support;
using Reeve.Runtime.Plugins;

namespace Reeve.Host.Tests.Packages;

/// <summary>The moment in which a new version takes over.</summary>
public sealed class SwitchTests : IAsyncLifetime
{
    private static readonly ClusterSpec Spec = new() { Id = new ClusterId { Owner = new Owner { Cluster = "c", Node = "n" }, Name = "a" }, Version = "1.30.0" };
    private PackageWorld _world = null!;

    public async Task InitializeAsync()
    {
        _world = await PackageWorld.StartAsync();
        new TestPackage { Version = "1.0.0" }.WriteTo(_world.Feed);
        await _world.InstallAsync();
        new TestPackage { Version = "2.0.0" }.WriteTo(_world.Feed);
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Switch_OpenInstance_GoesOnWithTheNewVersion()
    {
        await using var provisioner = await OpenAsync();

        await _world.InstallAsync();

        var plugin = Assert.Single(_world.Agent.Plugins, static plugin => plugin.Status == PluginStatus.Active);
        Assert.Equal(("2.0.0", 1), (plugin.Version, plugin.Instances));
        Assert.Empty(await provisioner.ValidateAsync(Spec, null, CancellationToken.None));
    }

    [Fact]
    public async Task Switch_VersionThatDoesNotStartWithTheConfiguredOptions_GoesBack()
    {
        // It loads, but its schema takes none of the options that the instance has.
        await using var provisioner = await OpenAsync();
        var strict = new TestPackage { Version = "3.0.0", ManifestChange = static text => text.Replace("\"directory\":", "\"other\":", StringComparison.Ordinal).Replace("\"type\": \"object\",", "\"type\": \"object\", \"additionalProperties\": false,", StringComparison.Ordinal) };
        strict.WriteTo(_world.Feed);

        var failure = await Assert.ThrowsAsync<ProviderException>(() => _world.InstallAsync());

        Assert.Contains("The agent cannot use fixture.clusters 3.0.0", failure.Message, StringComparison.Ordinal);
        Assert.Contains("The version before serves on", failure.Message, StringComparison.Ordinal);
        Assert.Equal("fixture.clusters 1.0.0", _world.Serving);
        Assert.Equal("1.0.0", Assert.Single(await _world.Packages.ListAsync(CancellationToken.None)).Version);
        Assert.Empty(await provisioner.ValidateAsync(Spec, null, CancellationToken.None));
    }

    [Fact]
    public async Task Prepare_AfterAnInterruption_RemovesWhatWasLeftAndNothingElse()
    {
        var packages = _world.Directory["packages"];
        foreach (var left in new[] { "staging/half", "store/acme.clusters/9.9.9-000000000000/plugin", "store/acme.other/1.0.0-000000000000/plugin" })
        {
            Directory.CreateDirectory(Path.Combine(packages, left));
            await File.WriteAllTextAsync(Path.Combine(packages, left, "a.dll"), "half");
        }

        Directory.CreateSymbolicLink(Path.Combine(packages, "plugins", ".acme.clusters.0123"), "../store/acme.clusters/9.9.9-000000000000/plugin");
        await _world.Agent.RescanAsync(CancellationToken.None);
        Assert.Equal("fixture.clusters 1.0.0", _world.Serving);

        await _world.InstallAsync();

        Assert.Equal("fixture.clusters 2.0.0", _world.Serving);
        Assert.True(_world.IsClean);
        Assert.Equal(["acme.clusters"], Directory.EnumerateDirectories(Path.Combine(packages, "plugins")).Select(Path.GetFileName));
        Assert.False(Directory.Exists(Path.Combine(packages, "store/acme.clusters/9.9.9-000000000000")));
    }

    [Fact]
    public async Task Install_SameAgain_ChangesNothing()
    {
        Assert.Equal("unchanged", Assert.Single((await _world.InstallAsync("1.0.0")).Changes).Action);
        Assert.Null(Assert.Single(await _world.Packages.ListAsync(CancellationToken.None)).Previous);
    }

    [Fact]
    public async Task Install_SameVersionOtherContent_IsSaid()
    {
        new TestPackage { Version = "1.0.0", Files = new Dictionary<string, string> { ["lib/net10.0/more.txt"] = "more" } }.WriteTo(_world.Feed);

        Assert.Equal("reinstalled", Assert.Single((await _world.InstallAsync("1.0.0")).Changes).Action);
        Assert.Equal("more", Encoding.UTF8.GetString(_world.Tree()["more.txt"]));
    }

    private async Task<IClusterProvisioner> OpenAsync()
    {
        var provisioner = await _world.Agent.OpenClusterProvisionerAsync(
            "kubeadm",
            new ProviderInstance
            {
                Name = "site",
                Owner = new Owner { Cluster = "c", Node = "n" },
                StateDirectory = _world.Directory["instance"],
                Options = new Plugins.ProviderOptions(Encoding.UTF8.GetBytes($$"""{"directory":"{{_world.Directory["clusters"]}}"}""")),
            },
            CancellationToken.None);
        await provisioner.StartAsync(CancellationToken.None);
        return provisioner;
    }
}
