using Reeve.Host.Packages;
using Reeve.Host.Packages.Wire;
using Reeve.Host.Tests.Packages.Support;
using Reeve.Host.Tests.Support;

namespace Reeve.Host.Tests.Packages;

/// <summary>Sources over HTTP, as NuGet.Config describes them.</summary>
public sealed class FeedTests : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _parts = [];
    private TestFeed _feed = null!;

    public async Task InitializeAsync() => _parts.Add(_feed = await TestFeed.StartAsync());

    public async Task DisposeAsync()
    {
        foreach (var part in _parts.AsEnumerable().Reverse())
        {
            await part.DisposeAsync();
        }
    }

    [Fact]
    public async Task Install_FromAFeed_WithItsDependencies()
    {
        TestPackage.Library("Acme.Library", "1.0.0", ("lib/net8.0/Acme.Library.dll", "eight")).WriteTo(_feed.Directory.Path);
        new TestPackage { Dependencies = new Dictionary<string, string> { ["Acme.Library"] = "1.0.0", ["System.Text.Json"] = "10.0.0" } }.WriteTo(_feed.Directory.Path);
        var world = await StartAsync();

        var change = Assert.Single((await world.InstallAsync()).Changes);

        Assert.Equal(["Acme.Library 1.0.0"], change.Dependencies);
        Assert.Equal(_feed.Address, change.Source);
        Assert.Equal("fixture.clusters 1.0.0", world.Serving);
        Assert.Contains("Acme.Library.dll", world.Tree().Keys);
        Assert.DoesNotContain(_feed.Requests, static path => path.Contains("abstractions", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Install_ContractThatDoesNotFit_IsRefusedBeforeAnythingIsDownloaded()
    {
        new TestPackage { Contract = "0.9.0" }.WriteTo(_feed.Directory.Path);
        var world = await StartAsync();

        var failure = await Assert.ThrowsAsync<ProviderException>(() => world.InstallAsync());

        Assert.Contains("needs contract 0.9", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_feed.Requests, static path => path.EndsWith(".nupkg", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Install_FeedWithAPassword_TakesItFromNuGetConfig()
    {
        _feed.Credentials = ("builder", "s3cret");
        new TestPackage().WriteTo(_feed.Directory.Path);
        var world = await StartAsync(Credentials("s3cret"));

        Assert.Equal("installed", Assert.Single((await world.InstallAsync()).Changes).Action);
    }

    [Fact]
    public async Task Install_WrongPassword_SaysWhereItIsAndNotWhatItIs()
    {
        _feed.Credentials = ("builder", "s3cret");
        new TestPackage().WriteTo(_feed.Directory.Path);
        var world = await StartAsync(Credentials("wr0ng"));

        var failure = await Assert.ThrowsAsync<ProviderException>(() => world.InstallAsync());

        Assert.Equal((ErrorReason.Denied, "source"), (failure.Reason, failure.Field));
        Assert.Contains("packageSourceCredentials", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_SourceMapping_DecidesWhichSourceGivesWhat()
    {
        // A package of the same name at another source, and newer: what an attacker would put there.
        var other = await TestFeed.StartAsync();
        _parts.Add(other);
        new TestPackage { Version = "1.0.0" }.WriteTo(_feed.Directory.Path);
        new TestPackage { Version = "9.0.0" }.WriteTo(other.Directory.Path);
        var world = await StartAsync(
            """<packageSourceMapping><packageSource key="test"><package pattern="Acme.*" /></packageSource><packageSource key="other"><package pattern="*" /></packageSource></packageSourceMapping>""",
            $"""<add key="other" value="{other.Address}" allowInsecureConnections="true" />""");

        Assert.Equal("1.0.0", Assert.Single((await world.InstallAsync()).Changes).To);
        Assert.Empty(other.Requests);
        var failure = await Assert.ThrowsAsync<ProviderException>(() => world.ChangeAsync(PackageVerb.Install, new PackageRequest { Ids = ["Acme.Clusters"], Version = "9.0.0" }));
        Assert.Contains("there are 1.0.0", failure.Message, StringComparison.Ordinal);
        Assert.Equal("9.0.0", Assert.Single((await world.ChangeAsync(PackageVerb.Install, new PackageRequest { Ids = ["Acme.Clusters"], Source = "other" })).Changes).To);
    }

    [Fact]
    public async Task Install_MappingWithoutAPattern_SaysWhichIsMissing()
    {
        new TestPackage().WriteTo(_feed.Directory.Path);
        var world = await StartAsync("""<packageSourceMapping><packageSource key="test"><package pattern="Other.*" /></packageSource></packageSourceMapping>""");

        var failure = await Assert.ThrowsAsync<ProviderException>(() => world.InstallAsync());

        Assert.Equal("packageSourceMapping", failure.Field);
    }

    [Fact]
    public async Task Install_AskedFromAfar_TakesConfiguredSourcesAlone()
    {
        new TestPackage().WriteTo(_feed.Directory.Path);
        var world = await StartAsync();
        var request = new PackageRequest { Ids = ["Acme.Clusters"], Source = "/tmp", OnlyConfiguredSources = true };

        Assert.Contains("not configured", (await Assert.ThrowsAsync<ProviderException>(() => world.ChangeAsync(PackageVerb.Install, request))).Message, StringComparison.Ordinal);
        Assert.Equal("installed", Assert.Single((await world.ChangeAsync(PackageVerb.Install, request with { Source = "TEST" })).Changes).Action);
    }

    [Theory]
    [InlineData("http://packages.example.org/index.json", "is not encrypted")]
    [InlineData("/nowhere/at/all", "does not exist")]
    [InlineData("nonsense", "There is no source nonsense")]
    public async Task Install_SourceThatIsNoGood_SaysWhy(string source, string reason)
    {
        var world = await StartAsync();

        var failure = await Assert.ThrowsAsync<ProviderException>(() => world.ChangeAsync(PackageVerb.Install, new PackageRequest { Ids = ["Acme.Clusters"], Source = source }));

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_ConfigFileThatIsGone_AsksNobodyElse()
    {
        var world = await StartAsync();
        File.Delete(_feed.Directory["NuGet.Config"]);

        Assert.Equal("packages.configFile", (await Assert.ThrowsAsync<ProviderException>(() => world.InstallAsync())).Field);
    }

    [Fact]
    public async Task Install_FeedThatIsGone_IsTransient()
    {
        var world = await StartAsync();
        await _feed.StopAsync();

        Assert.Equal(ErrorReason.Transient, (await Assert.ThrowsAsync<ProviderException>(() => world.InstallAsync())).Reason);
    }

    [Fact]
    public async Task Install_CancelledInTheMiddle_LeavesTheOldVersionServing()
    {
        new TestPackage { Version = "1.0.0" }.WriteTo(_feed.Directory.Path);
        var world = await StartAsync();
        await world.InstallAsync();
        new TestPackage { Version = "2.0.0" }.WriteTo(_feed.Directory.Path);
        _feed.Gate = new TaskCompletionSource().Task;
        using var giveUp = new CancellationTokenSource();
        _feed.Asked = giveUp.Cancel;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => world.Packages.ChangeAsync(PackageVerb.Install, new PackageRequest { Ids = ["Acme.Clusters"] }, NoProgress.Instance, giveUp.Token));

        Assert.Equal("fixture.clusters 1.0.0", world.Serving);
        Assert.True(world.IsClean);
        (_feed.Gate, _feed.Asked) = (Task.CompletedTask, static () => { });
        Assert.Equal("2.0.0", Assert.Single((await world.InstallAsync()).Changes).To);
    }

    [Fact]
    public async Task Search_Feed_AsksForPluginsAlone()
    {
        new TestPackage().WriteTo(_feed.Directory.Path);
        TestPackage.Library("Acme.Library", "1.0.0").WriteTo(_feed.Directory.Path);
        var world = await StartAsync();

        var found = Assert.Single(await world.Packages.SearchAsync(new PackageQuery { Text = "acme" }, CancellationToken.None));

        Assert.Equal(("Acme.Clusters", "1.0.0", "test", "Acme"), (found.Id, found.Version, found.Source, found.Authors));
    }

    private static string Credentials(string password) =>
        $"""<packageSourceCredentials><test><add key="Username" value="builder" /><add key="ClearTextPassword" value="{password}" /></test></packageSourceCredentials>""";

    private async Task<PackageWorld> StartAsync(string more = "", string sources = "")
    {
        var config = _feed.Directory.Write("NuGet.Config", $"""
            <configuration>
              <packageSources><clear /><add key="test" value="{_feed.Address}" allowInsecureConnections="true" />{sources}</packageSources>
              {more}
            </configuration>
            """);
        var world = await PackageWorld.StartAsync(options => options with { Sources = [], ConfigFile = config });
        _parts.Add(world);
        return world;
    }
}
