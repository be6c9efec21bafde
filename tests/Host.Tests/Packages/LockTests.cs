using System.Text.Json;
using Reeve.Host.Packages.Wire;
using Reeve.Host.Tests.Packages.Support;

namespace Reeve.Host.Tests.Packages;

/// <summary>A fleet is identical: what one machine locks, another restores.</summary>
public sealed class LockTests : IAsyncLifetime
{
    private PackageWorld _first = null!;
    private PackageWorld _second = null!;

    public async Task InitializeAsync()
    {
        _first = await PackageWorld.StartAsync();
        _second = await PackageWorld.StartAsync();
        Publish(_first.Feed);
        await _first.InstallAsync("1.*");
    }

    public async Task DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    [Fact]
    public async Task Restore_OnAnotherMachine_GivesByteIdenticalTrees()
    {
        // Newer versions have come meanwhile; the lock does not see them.
        new TestPackage { Version = "1.5.0" }.WriteTo(_first.Feed);
        var document = await LockAsync();

        var report = await RestoreAsync(document, _first.Feed);

        Assert.Equal("installed", Assert.Single(report.Changes).Action);
        var (tree, other) = (_first.Tree(), _second.Tree());
        Assert.Equal(tree.Keys.Order(), other.Keys.Order());
        Assert.All(tree, file => Assert.Equal(file.Value, other[file.Key]));
        Assert.Equal(3, tree.Count);
        Assert.Equal("fixture.clusters 1.0.0", _second.Serving);
        Assert.Equal(await LockTextAsync(_first), await LockTextAsync(_second));
        Assert.Equal(
            (await _first.Packages.ListAsync(CancellationToken.None))[0].Tree, (await _second.Packages.ListAsync(CancellationToken.None))[0].Tree);
        Assert.Equal("unchanged", Assert.Single((await RestoreAsync(document, _first.Feed)).Changes).Action);
    }

    [Fact]
    public async Task Restore_FilesThatSomebodyChanged_AreThoseOfTheLockAgain()
    {
        var document = await LockAsync();
        await RestoreAsync(document, _first.Feed);
        await File.WriteAllTextAsync(Path.Combine(_second.Plugins, "acme.clusters", "Acme.Library.dll"), "something else");

        Assert.Equal("reinstalled", Assert.Single((await RestoreAsync(document, _first.Feed)).Changes).Action);

        Assert.All(_first.Tree(), file => Assert.Equal(file.Value, _second.Tree()[file.Key]));
        Assert.Equal("unchanged", Assert.Single((await RestoreAsync(document, _first.Feed)).Changes).Action);
    }

    [Fact]
    public async Task Restore_TamperedPackage_IsRefusedAndTheOldServesOn()
    {
        await RestoreAsync(await LockAsync(), _first.Feed);
        new TestPackage { Version = "1.1.0" }.WriteTo(_first.Feed);
        await _first.InstallAsync("1.1.0");
        var document = await LockAsync();
        var package = Path.Combine(_first.Feed, "Acme.Clusters.1.1.0.nupkg");
        TestArchive.Add(package, "lib/net10.0/evil.txt", [1]);

        var failure = await Assert.ThrowsAsync<ProviderException>(() => RestoreAsync(document, _first.Feed));

        Assert.Equal(ErrorReason.Denied, failure.Reason);
        Assert.Contains("is not the one that was locked", failure.Message, StringComparison.Ordinal);
        Assert.Equal("fixture.clusters 1.0.0", _second.Serving);
    }

    [Fact]
    public async Task Restore_TamperedDependency_IsRefused()
    {
        var document = await LockAsync();
        TestArchive.Add(Path.Combine(_first.Feed, "Acme.Library.1.0.0.nupkg"), "lib/net8.0/evil.txt", [1]);

        Assert.Contains("Acme.Library 1.0.0", (await Assert.ThrowsAsync<ProviderException>(() => RestoreAsync(document, _first.Feed))).Message, StringComparison.Ordinal);
        Assert.Equal("", _second.Serving);
    }

    [Fact]
    public async Task Restore_OlderThanInstalled_IsRefusedUnlessItIsMeant()
    {
        var document = await LockAsync();
        new TestPackage { Version = "2.0.0" }.WriteTo(_second.Feed);
        await _second.InstallAsync();

        Assert.Contains("older than 2.0.0", (await Assert.ThrowsAsync<ProviderException>(() => RestoreAsync(document, _first.Feed))).Message, StringComparison.Ordinal);
        Assert.Equal("fixture.clusters 2.0.0", _second.Serving);
        await _second.ChangeAsync(PackageVerb.Restore, new PackageRequest { Lock = document, Source = _first.Feed, AllowDowngrade = true });
        Assert.Equal("fixture.clusters 1.0.0", _second.Serving);
    }

    [Fact]
    public async Task Restore_Prune_RemovesWhatTheLockDoesNotName()
    {
        await RestoreAsync(await LockAsync(), _first.Feed);

        Assert.Empty((await RestoreAsync(new LockDocument(), _first.Feed)).Changes);
        Assert.Equal("fixture.clusters 1.0.0", _second.Serving);
        Assert.Equal("removed", Assert.Single((await _second.ChangeAsync(PackageVerb.Restore, new PackageRequest { Lock = new LockDocument(), Prune = true })).Changes).Action);
        Assert.Equal("", _second.Serving);
    }

    [Theory]
    [InlineData("\"id\":\"Acme.Clusters\"", "\"id\":\"../../x\"", "id")]
    [InlineData("\"version\":\"1.0.0\"", "\"version\":\"../1\"", "plugins[0].package.version")]
    [InlineData("\"contentHash\":\"", "\"contentHash\":\"AAAA", "plugins[0].package.contentHash")]
    [InlineData("{\"version\":1,", "{\"version\":2,", "lock.version")]
    public async Task Restore_LockThatSaysNonsense_NamesTheField(string from, string to, string field)
    {
        var text = (await LockTextAsync(_first)).Replace(from, to, StringComparison.Ordinal);
        var document = JsonSerializer.Deserialize(text, PackageJson.Default.LockDocument)!;

        Assert.Equal(field, (await Assert.ThrowsAsync<ProviderException>(() => RestoreAsync(document, _first.Feed))).Field);
    }

    [Fact]
    public async Task Restore_LockWithoutADependency_IsRefused()
    {
        var document = await LockAsync();

        var failure = await Assert.ThrowsAsync<ProviderException>(
            () => RestoreAsync(document with { Plugins = [document.Plugins[0] with { Dependencies = [] }] }, _first.Feed));

        Assert.Contains("needs Acme.Library", failure.Message, StringComparison.Ordinal);
    }

    private static void Publish(string feed)
    {
        TestPackage.Library("Acme.Library", "1.0.0", ("lib/net8.0/Acme.Library.dll", "eight")).WriteTo(feed);
        new TestPackage { Dependencies = new Dictionary<string, string> { ["Acme.Library"] = "1.0.0" } }.WriteTo(feed);
    }

    private Task<LockDocument> LockAsync() => _first.Packages.LockAsync(CancellationToken.None);

    private static async Task<string> LockTextAsync(PackageWorld world) =>
        JsonSerializer.Serialize(await world.Packages.LockAsync(CancellationToken.None), PackageJson.Default.LockDocument);

    private Task<PackageReport> RestoreAsync(LockDocument document, string feed) =>
        _second.ChangeAsync(PackageVerb.Restore, new PackageRequest { Lock = document, Source = feed });
}
