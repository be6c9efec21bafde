using System.Runtime.InteropServices;
using System.Text;
using Reeve.Host.Packages.Wire;
using Reeve.Host.Tests.Packages.Support;

namespace Reeve.Host.Tests.Packages;

public sealed class InstallTests : IAsyncLifetime
{
    private PackageWorld _world = null!;

    public async Task InitializeAsync() => _world = await PackageWorld.StartAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Install_FromADirectory_ServesAtOnce()
    {
        new TestPackage().WriteTo(_world.Feed);

        var change = Assert.Single((await _world.InstallAsync()).Changes);

        Assert.Equal(("Acme.Clusters", "installed", "1.0.0"), (change.Id, change.Action, change.To));
        Assert.Equal("fixture.clusters 1.0.0", _world.Serving);
        Assert.Equal(["ScriptedCluster.dll", "plugin.json"], _world.Tree().Keys.Order(StringComparer.Ordinal));
        var installed = Assert.Single(await _world.Packages.ListAsync(CancellationToken.None));
        Assert.Equal(("Acme.Clusters", "1.0.0", "fixture.clusters", null), (installed.Id, installed.Version, installed.PluginId, installed.Previous));
        Assert.True(_world.IsClean);
    }

    [Fact]
    public async Task Install_WithDependencies_TheyLieBesideItAndWhatTheHostSharesDoesNot()
    {
        var runtime = RuntimeInformation.RuntimeIdentifier;
        TestPackage.Library("Acme.Deep", "1.5.0", ("lib/netstandard2.0/Acme.Deep.dll", "deep")).WriteTo(_world.Feed);
        TestPackage.Library("Acme.Deep", "2.0.0", ("lib/netstandard2.0/Acme.Deep.dll", "deeper")).WriteTo(_world.Feed);
        (TestPackage.Library(
            "Acme.Library", "1.0.0", ("lib/net8.0/Acme.Library.dll", "eight"), ("lib/net472/Acme.Library.dll", "old"), ("lib/net8.0/de/Acme.Library.resources.dll", "deutsch"),
            ($"runtimes/{runtime}/native/libacme.so", "native"), ("runtimes/win-arm64/native/acme.dll", "foreign"), ("lib/net8.0/System.Text.Json.dll", "shared"))
            with { Framework = "net8.0", Dependencies = new Dictionary<string, string> { ["Acme.Deep"] = "1.0.0", ["System.Text.Json"] = "9.0.0" } }).WriteTo(_world.Feed);
        new TestPackage { Dependencies = new Dictionary<string, string> { ["Acme.Library"] = "1.0.0", ["Microsoft.Extensions.Logging.Abstractions"] = "10.0.0" } }.WriteTo(_world.Feed);

        var change = Assert.Single((await _world.InstallAsync()).Changes);

        // The lowest version that fits, as NuGet resolves.
        Assert.Equal(["Acme.Deep 1.5.0", "Acme.Library 1.0.0"], change.Dependencies);
        var tree = _world.Tree();
        Assert.Equal(
            ["Acme.Deep.dll", "Acme.Library.dll", "ScriptedCluster.dll", "de/Acme.Library.resources.dll", "plugin.json", $"runtimes/{runtime}/native/libacme.so"],
            tree.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("eight", Encoding.UTF8.GetString(tree["Acme.Library.dll"]));
        Assert.Equal("fixture.clusters 1.0.0", _world.Serving);
    }

    [Fact]
    public async Task Install_NativeOfAMoreGeneralRuntime_IsTaken()
    {
        TestPackage.Library("Acme.Native", "1.0.0", ("runtimes/linux/native/liba.so", "linux"), ("runtimes/osx/native/liba.dylib", "osx"), ("runtimes/win/native/a.dll", "win")).WriteTo(_world.Feed);
        new TestPackage { Dependencies = new Dictionary<string, string> { ["Acme.Native"] = "1.0.0" } }.WriteTo(_world.Feed);

        await _world.InstallAsync();

        Assert.Single(_world.Tree().Keys, static file => file.StartsWith("runtimes/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Install_SeveralVersions_TakesTheNewestThatThisHostKnows()
    {
        new TestPackage { Version = "1.0.0" }.WriteTo(_world.Feed);
        new TestPackage { Version = "1.1.0" }.WriteTo(_world.Feed);
        new TestPackage { Version = "1.2.0-beta.1" }.WriteTo(_world.Feed);
        new TestPackage { Version = "2.0.0", Contract = "0.9.0" }.WriteTo(_world.Feed);
        new TestPackage { Version = "3.0.0", Framework = "net11.0" }.WriteTo(_world.Feed);

        Assert.Equal("1.1.0", Assert.Single((await _world.InstallAsync()).Changes).To);
        Assert.Equal("1.2.0-beta.1", Assert.Single((await _world.InstallAsync("1.2.0-*")).Changes).To);
    }

    [Theory]
    [InlineData("0.9.0", "needs contract 0.9, this host has 0.1; update the host")]
    [InlineData("1.0.0", "needs contract 1.0, this host has 0.1; update the host")]
    [InlineData("[0.0.1,0.1.0)", "ask for a newer version")]
    [InlineData(null, "does not depend on Reeve.Abstractions")]
    public async Task Install_OtherContract_IsRefusedWithTheWayOut(string? contract, string reason)
    {
        new TestPackage { Contract = contract }.WriteTo(_world.Feed);

        var failure = await Assert.ThrowsAsync<ProviderException>(() => _world.InstallAsync());

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.Equal((ErrorReason.Invalid, "version"), (failure.Reason, failure.Field));
    }

    [Theory]
    [InlineData("Acme.Nothing", null, "There is no package Acme.Nothing", "id")]
    [InlineData("Acme.Clusters", "[2.0,3.0)", "there are 1.0.0", "version")]
    [InlineData("Acme.Clusters", "newest", "neither a version such as 1.2.3 nor a range", "version")]
    [InlineData("../x", null, "no id of a package", "id")]
    public async Task Install_SomethingThatIsNotThere_SaysWhatThereIs(string id, string? version, string reason, string field)
    {
        new TestPackage().WriteTo(_world.Feed);

        var failure = await Assert.ThrowsAsync<ProviderException>(() => _world.InstallAsync(version, id));

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.Equal(field, failure.Field);
    }

    [Fact]
    public async Task Install_DependencyThatNobodyHas_NamesWhoNeedsIt()
    {
        new TestPackage { Dependencies = new Dictionary<string, string> { ["Acme.Gone"] = "1.0.0" } }.WriteTo(_world.Feed);

        var failure = await Assert.ThrowsAsync<ProviderException>(() => _world.InstallAsync());

        Assert.Contains("needs Acme.Gone", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_DependencyNewerThanTheHostShares_IsRefused()
    {
        new TestPackage { Dependencies = new Dictionary<string, string> { ["System.Text.Json"] = "99.0.0" } }.WriteTo(_world.Feed);

        var failure = await Assert.ThrowsAsync<ProviderException>(() => _world.InstallAsync());

        Assert.Contains("needs System.Text.Json 99.0.0, and this host has 10.0", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_ContradictingDependencies_SaysWhich()
    {
        TestPackage.Library("Acme.Deep", "1.0.0").WriteTo(_world.Feed);
        TestPackage.Library("Acme.Deep", "2.0.0").WriteTo(_world.Feed);
        (TestPackage.Library("Acme.Library", "1.0.0") with { Dependencies = new Dictionary<string, string> { ["Acme.Deep"] = "2.0.0" } }).WriteTo(_world.Feed);
        new TestPackage { Dependencies = new Dictionary<string, string> { ["Acme.Library"] = "1.0.0", ["Acme.Deep"] = "[1.0.0]" } }.WriteTo(_world.Feed);

        var failure = await Assert.ThrowsAsync<ProviderException>(() => _world.InstallAsync());

        Assert.Contains("Acme.Deep", failure.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorReason.Invalid, failure.Reason);
    }

    [Fact]
    public async Task DryRun_AnyChange_DoesNothing()
    {
        new TestPackage().WriteTo(_world.Feed);

        var report = await _world.ChangeAsync(PackageVerb.Install, new PackageRequest { Ids = ["Acme.Clusters"], DryRun = true });

        Assert.True(report.DryRun);
        Assert.Equal(("installed", "1.0.0"), (report.Changes[0].Action, report.Changes[0].To));
        Assert.Empty(await _world.Packages.ListAsync(CancellationToken.None));
        Assert.Equal("", _world.Serving);
    }
}
