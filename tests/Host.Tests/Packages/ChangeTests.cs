using Reeve.Host.Packages.Wire;
using Reeve.Host.Tests.Packages.Support;

namespace Reeve.Host.Tests.Packages;

public sealed class ChangeTests : IAsyncLifetime
{
    private PackageWorld _world = null!;

    public async Task InitializeAsync()
    {
        _world = await PackageWorld.StartAsync();
        new TestPackage { Version = "1.0.0" }.WriteTo(_world.Feed);
        new TestPackage { Version = "1.1.0" }.WriteTo(_world.Feed);
        new TestPackage { Version = "2.0.0" }.WriteTo(_world.Feed);
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Update_InstalledWithARange_KeepsToIt()
    {
        await _world.InstallAsync("[1.0,2.0)");
        Assert.Equal("fixture.clusters 1.1.0", _world.Serving);
        new TestPackage { Version = "1.2.0" }.WriteTo(_world.Feed);

        var outdated = Assert.Single(await _world.Packages.ListOutdatedAsync(new PackageQuery(), CancellationToken.None));
        var change = Assert.Single((await _world.ChangeAsync(PackageVerb.Update, new PackageRequest())).Changes);

        Assert.Equal(("1.2.0", "2.0.0", "2.0.0 is not in [1.0,2.0), as it was asked for"), (outdated.Available, outdated.Newest, outdated.Note));
        Assert.Equal(("updated", "1.1.0", "1.2.0"), (change.Action, change.From, change.To));
        Assert.Equal("fixture.clusters 1.2.0", _world.Serving);
        Assert.Equal("unchanged", Assert.Single((await _world.ChangeAsync(PackageVerb.Update, new PackageRequest { Ids = [TestPackage.PluginId] })).Changes).Action);
    }

    [Fact]
    public async Task Outdated_NewerThatNeedsANewerHost_SaysSo()
    {
        await _world.InstallAsync();
        new TestPackage { Version = "3.0.0", Contract = "0.7.0" }.WriteTo(_world.Feed);

        var outdated = Assert.Single(await _world.Packages.ListOutdatedAsync(new PackageQuery(), CancellationToken.None));

        Assert.Equal((null, "3.0.0"), (outdated.Available, outdated.Newest));
        Assert.Contains("needs contract 0.7", outdated.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_OlderVersion_IsRefusedUnlessItIsMeant()
    {
        await _world.InstallAsync("2.0.0");

        var failure = await Assert.ThrowsAsync<ProviderException>(() => _world.InstallAsync("1.0.0"));

        Assert.Equal(ErrorReason.Denied, failure.Reason);
        Assert.Contains("older than 2.0.0", failure.Message, StringComparison.Ordinal);
        Assert.Contains("--allow-downgrade", failure.Message, StringComparison.Ordinal);
        Assert.Equal("fixture.clusters 2.0.0", _world.Serving);
        var change = Assert.Single((await _world.ChangeAsync(PackageVerb.Install, new PackageRequest { Ids = ["Acme.Clusters"], Version = "1.0.0", AllowDowngrade = true })).Changes);
        Assert.Equal("downgraded", change.Action);
        Assert.Equal("fixture.clusters 1.0.0", _world.Serving);
    }

    [Fact]
    public async Task Rollback_AfterAnUpdate_GoesBackAndForth()
    {
        await _world.InstallAsync("1.0.0");
        await _world.InstallAsync("2.0.0");
        Assert.Equal("1.0.0", Assert.Single(await _world.Packages.ListAsync(CancellationToken.None)).Previous);

        var change = Assert.Single((await _world.ChangeAsync(PackageVerb.Rollback, new PackageRequest { Ids = ["acme.clusters"] })).Changes);

        Assert.Equal(("rolledBack", "2.0.0", "1.0.0"), (change.Action, change.From, change.To));
        Assert.Equal("fixture.clusters 1.0.0", _world.Serving);
        await _world.ChangeAsync(PackageVerb.Rollback, new PackageRequest { Ids = [TestPackage.PluginId] });
        Assert.Equal("fixture.clusters 2.0.0", _world.Serving);
    }

    [Fact]
    public async Task Rollback_NothingBefore_SaysSo()
    {
        await _world.InstallAsync();

        var failure = await Assert.ThrowsAsync<ProviderException>(() => _world.ChangeAsync(PackageVerb.Rollback, new PackageRequest { Ids = ["Acme.Clusters"] }));

        Assert.Equal(ErrorReason.NotFound, failure.Reason);
    }

    [Fact]
    public async Task Remove_Installed_IsGoneAndCanComeBack()
    {
        await _world.InstallAsync("1.0.0");

        await _world.ChangeAsync(PackageVerb.Remove, new PackageRequest { Ids = ["acme.clusters"] });

        Assert.Empty(await _world.Packages.ListAsync(CancellationToken.None));
        Assert.Equal("", _world.Serving);
        await _world.ChangeAsync(PackageVerb.Rollback, new PackageRequest { Ids = ["Acme.Clusters"] });
        Assert.Equal("fixture.clusters 1.0.0", _world.Serving);
        Assert.Contains("not installed", (await Assert.ThrowsAsync<ProviderException>(
            () => _world.ChangeAsync(PackageVerb.Remove, new PackageRequest { Ids = ["Acme.Other"] }))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_AfterManyChanges_KeepsTheInstalledAndTheOneBefore()
    {
        await _world.InstallAsync("1.0.0");
        await _world.InstallAsync("1.1.0");
        await _world.InstallAsync("2.0.0");
        await _world.ChangeAsync(PackageVerb.Update, new PackageRequest());

        var kept = Directory.EnumerateDirectories(Path.Combine(_world.Directory["packages"], "store", "acme.clusters")).Select(Path.GetFileName);

        Assert.Equal(["1.1.0", "2.0.0", "previous"], kept.Select(static name => name!.Split('-')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Search_Directory_FindsPluginsAlone()
    {
        TestPackage.Library("Acme.Library", "1.0.0").WriteTo(_world.Feed);

        var found = Assert.Single(await _world.Packages.SearchAsync(new PackageQuery { Text = "acme" }, CancellationToken.None));

        Assert.Equal(("Acme.Clusters", "2.0.0"), (found.Id, found.Version));
        Assert.Empty(await _world.Packages.SearchAsync(new PackageQuery { Text = "elsewhere" }, CancellationToken.None));
    }
}
