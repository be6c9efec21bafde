using System.Text;
using Reeve.Host.Packages.Wire;
using Reeve.Host.Tests.Packages.Support;

namespace Reeve.Host.Tests.Packages;

/// <summary>Packages that are not what they should be: each is refused with the reason, and the version before serves on.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private const int Link = unchecked((int)0xA1FF0000);
    private PackageWorld _world = null!;

    public async Task InitializeAsync()
    {
        _world = await PackageWorld.StartAsync(static options => options with { MaxContentBytes = 8 * 1024 * 1024, MaxEntries = 100, MaxPackageBytes = 4 * 1024 * 1024 });
        new TestPackage { Version = "1.0.0" }.WriteTo(_world.Feed);
        await _world.InstallAsync("1.0.0");
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Theory]
    [InlineData("../../../../evil.dll")]
    [InlineData("lib/net10.0/../../../evil.dll")]
    [InlineData("lib/net10.0/%2e%2e/%2e%2e/evil.dll")]
    [InlineData("/etc/cron.d/evil")]
    [InlineData("lib\\net10.0\\evil.dll")]
    [InlineData("C:/evil.dll")]
    [InlineData("~/evil.dll")]
    [InlineData("lib//evil.dll")]
    public async Task Install_FileThatLeadsOut_IsRefused(string name)
    {
        TestArchive.Add(new TestPackage { Version = "2.0.0" }.WriteTo(_world.Feed), name, [1]);

        await RefusedAsync("leads out of the plugin's directory");
    }

    [Fact]
    public async Task Install_SymbolicLink_IsRefused()
    {
        TestArchive.Add(new TestPackage { Version = "2.0.0" }.WriteTo(_world.Feed), "lib/net10.0/link", Encoding.UTF8.GetBytes("/etc/passwd"), Link);

        await RefusedAsync("which is a link or a device");
    }

    [Fact]
    public async Task Install_OneFileTwice_IsRefused()
    {
        TestArchive.Add(new TestPackage { Version = "2.0.0" }.WriteTo(_world.Feed), "lib/net10.0/scriptedcluster.dll", [1]);

        await RefusedAsync("twice");
    }

    [Fact]
    public async Task Install_UnpacksToTooMuch_IsRefused()
    {
        TestArchive.Add(new TestPackage { Version = "2.0.0" }.WriteTo(_world.Feed), "lib/net10.0/zeros", new byte[9 * 1024 * 1024]);

        await RefusedAsync("unpacks to more than 8 MiB");
    }

    [Fact]
    public async Task Install_TooManyFiles_IsRefused()
    {
        new TestPackage { Version = "2.0.0", Files = Enumerable.Range(0, 101).ToDictionary(static i => $"lib/net10.0/{i}.txt", static _ => "") }.WriteTo(_world.Feed);

        await RefusedAsync("100 are allowed");
    }

    [Fact]
    public async Task Install_TooLong_IsRefused()
    {
        var noise = new byte[5 * 1024 * 1024];
        new Random(1).NextBytes(noise);
        TestArchive.Add(new TestPackage { Version = "2.0.0" }.WriteTo(_world.Feed), "lib/net10.0/noise", noise);

        await RefusedAsync("longer than 4 MiB");
    }

    [Fact]
    public async Task Install_DamagedArchive_IsRefused()
    {
        var path = new TestPackage { Version = "2.0.0" }.WriteTo(_world.Feed);
        var content = File.ReadAllBytes(path);
        Array.Fill(content, (byte)0xAA, 100, 1000);
        File.WriteAllBytes(path, content);

        var failure = await Assert.ThrowsAsync<ProviderException>(() => _world.InstallAsync("2.0.0"));

        Assert.NotEqual(ErrorReason.Unknown, failure.Reason);
        Assert.Equal("fixture.clusters 1.0.0", _world.Serving);
    }

    [Fact]
    public async Task Install_OtherTypeOfPackage_IsRefused()
    {
        new TestPackage { Version = "2.0.0", Type = null }.WriteTo(_world.Feed);

        await RefusedAsync("none of type ReevePlugin");
    }

    [Fact]
    public async Task Install_WithoutManifest_IsRefused()
    {
        new TestPackage { Version = "2.0.0", IsPlugin = false, Files = new Dictionary<string, string> { ["lib/net10.0/A.dll"] = "a" } }.WriteTo(_world.Feed);

        await RefusedAsync("holds no plugin.json");
    }

    [Fact]
    public async Task Install_ManifestOfAnotherVersion_IsRefused()
    {
        new TestPackage { Version = "2.0.0", ManifestVersion = "1.9.0" }.WriteTo(_world.Feed);

        await RefusedAsync("plugin.json of Acme.Clusters 2.0.0 says version 1.9.0");
    }

    [Fact]
    public async Task Install_CodeThatDoesNotLoad_IsRefused()
    {
        new TestPackage { Version = "2.0.0", Assembly = Encoding.UTF8.GetBytes("no assembly") }.WriteTo(_world.Feed);

        await RefusedAsync("is not a .NET assembly");
    }

    [Fact]
    public async Task Install_NothingForThisFramework_IsRefused()
    {
        new TestPackage { Version = "2.0.0", Framework = "net11.0" }.WriteTo(_world.Feed);

        await RefusedAsync("has nothing for net10.0");
    }

    [Fact]
    public async Task Install_OneOfTwoIsRefused_NeitherChanges()
    {
        new TestPackage { Version = "2.0.0" }.WriteTo(_world.Feed);
        new TestPackage { Id = "Acme.Zebra", Type = null }.WriteTo(_world.Feed);

        await Assert.ThrowsAsync<ProviderException>(() => _world.ChangeAsync(PackageVerb.Install, new PackageRequest { Ids = ["Acme.Clusters", "Acme.Zebra"] }));

        Assert.Equal("fixture.clusters 1.0.0", _world.Serving);
    }

    private async Task RefusedAsync(string reason)
    {
        var failure = await Assert.ThrowsAsync<ProviderException>(() => _world.InstallAsync("2.0.0"));

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        await _world.Agent.RescanAsync(CancellationToken.None);
        Assert.Equal("fixture.clusters 1.0.0", _world.Serving);
        Assert.Equal("1.0.0", Assert.Single(await _world.Packages.ListAsync(CancellationToken.None)).Version);
        Assert.True(_world.IsClean, "something unfinished was left");
        Assert.False(File.Exists(Path.Combine(_world.Directory.Path, "evil.dll")));
    }
}
