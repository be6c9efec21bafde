using Reeve.Plugins;
using Reeve.Runtime.Plugins;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Plugins;

public sealed class PluginStatusTests
{
    [Fact]
    public async Task StartAsync_GoodPlugin_IsActiveAndServes()
    {
        await using var yard = new PluginYard();
        FixturePlugins.Write(yard.Place("good"), behaviour: "label=hello");

        await yard.Manager.StartAsync(CancellationToken.None);

        var info = Assert.Single(yard.Manager.Plugins);
        Assert.Equal((PluginStatus.Active, "fixture-00", "1.0.0", ""), (info.Status, info.Id, info.Version, info.Reason));
        Assert.Equal(4, info.Providers.Count);
        Assert.NotNull(yard.Manager.FindProvider(ProviderKind.Workload, "fixture"));
        Assert.Null(yard.Manager.FindProvider(ProviderKind.Driver, "other"));
        await using var provider = await yard.OpenStartedAsync();
        Assert.Equal("hello", await PluginYard.ExecAsync(provider, "label"));
        Assert.Equal(1, yard.Info("fixture-00").Instances);
    }

    [Fact]
    public async Task StartAsync_FiveBadOnesAndAGoodOne_NamesEachAndServesTheGoodOne()
    {
        await using var yard = new PluginYard(options => options with { LoadDeadline = TimeSpan.FromSeconds(3) });
        FixturePlugins.Write(yard.Place("traversal"), "hostile-01");
        EditManifest(yard.Place("traversal"), FixturePlugins.Assembly, "../good/" + FixturePlugins.Assembly);
        FixturePlugins.Write(yard.Place("throws"), "hostile-02", behaviour: "construct=throw");
        FixturePlugins.Write(yard.Place("hangs"), "hostile-03", behaviour: "construct=hang");
        FixturePlugins.Write(yard.Place("newer"), "hostile-04");
        FixturePlugins.SetReferenceVersion(
            Path.Combine(yard.Place("newer"), FixturePlugins.Assembly), "Reeve.Abstractions", new Version(ContractVersion.Major, ContractVersion.Minor + 1));
        FixturePlugins.Write(yard.Place("incomplete"), "hostile-05");
        File.Delete(Path.Combine(yard.Place("incomplete"), "Fixture.Library.dll"));
        FixturePlugins.Write(yard.Place("good"));

        await yard.Manager.StartAsync(CancellationToken.None);

        Check("hostile-01", PluginStatus.Malfunctioned, "assembly");
        Check("hostile-02", PluginStatus.Malfunctioned, "FixtureException: thrown in construct");
        Check("hostile-03", PluginStatus.Malfunctioned, "did not end within 3 s");
        Check("hostile-04", PluginStatus.Incompatible, "Fixture.Plugin needs Reeve.Abstractions");
        Check("hostile-05", PluginStatus.Malfunctioned, "Fixture.Library 1.0.0.0");
        Assert.Equal(PluginStatus.Active, yard.Info("fixture-00").Status);
        await using var provider = await yard.OpenStartedAsync();
        Assert.Equal("one", await PluginYard.ExecAsync(provider, "label"));

        void Check(string id, PluginStatus status, string reason)
        {
            Assert.Equal(status, yard.Info(id).Status);
            Assert.Contains(reason, yard.Info(id).Reason, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("register=throw", "FixtureException: thrown in register")]
    [InlineData("register=nothing", "not registered: workload fixture, driver fixture, cluster fixture, proxy fixture")]
    [InlineData("register=surplus", "not in plugin.json: workload surplus")]
    [InlineData("register=twice", "is registered already")]
    public async Task StartAsync_RegistrationAtFault_IsMalfunctioned(string behaviour, string reason)
    {
        await using var yard = new PluginYard();
        FixturePlugins.Write(yard.Place("bad"), behaviour: behaviour);

        await yard.Manager.StartAsync(CancellationToken.None);

        var info = Assert.Single(yard.Manager.Plugins);
        Assert.Equal(PluginStatus.Malfunctioned, info.Status);
        Assert.Contains(reason, info.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_RegisterHangs_EndsAtTheDeadlineOfTheClock()
    {
        var clock = new ManualTimeProvider();
        await using var yard = new PluginYard(timeProvider: clock);
        FixturePlugins.Write(yard.Place("bad"), behaviour: "register=hang");

        var start = yard.Manager.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => clock.ActiveTimers > 0, "the deadline is set");
        clock.Advance(yard.Options.LoadDeadline - TimeSpan.FromTicks(1));
        Assert.False(start.IsCompleted);
        clock.Advance(TimeSpan.FromTicks(1));
        await start;

        Assert.Contains("did not end within 10 s", Assert.Single(yard.Manager.Plugins).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"fixture-00\"", "\"another-id\"", "make both agree")]
    [InlineData("\"contract\": \"0.1\"", "\"contract\": \"9.0\"", "update the host")]
    [InlineData("Fixture.Plugin.dll", "Absent.dll", "does not exist")]
    [InlineData("Fixture.Plugin.dll", "/etc/passwd.dll", "relative path")]
    [InlineData("Fixture.Plugin.dll", "YamlDotNet.dll", "ReevePlugin")]
    [InlineData("{", "{{", "line 1, column 2")]
    public async Task StartAsync_ManifestAtFault_SaysWhy(string old, string replacement, string reason)
    {
        await using var yard = new PluginYard();
        FixturePlugins.Write(yard.Place("bad"));
        EditManifest(yard.Place("bad"), old, replacement);

        await yard.Manager.StartAsync(CancellationToken.None);

        var info = Assert.Single(yard.Manager.Plugins);
        Assert.NotEqual(PluginStatus.Active, info.Status);
        Assert.Contains(reason, info.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_DisabledId_IsNotLoaded()
    {
        await using var yard = new PluginYard(options => options with { Disabled = ["fixture-00"] });
        FixturePlugins.Write(yard.Place("a"), behaviour: "construct=hang");

        await yard.Manager.StartAsync(CancellationToken.None);

        Assert.Equal(PluginStatus.Disabled, Assert.Single(yard.Manager.Plugins).Status);
        var failure = await Assert.ThrowsAsync<ProviderException>(() => yard.OpenAsync());
        Assert.Equal(ErrorReason.NotFound, failure.Reason);
        Assert.Contains("fixture-00, which is Disabled", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_FrameworkNewerThanTheHosts_IsIncompatible()
    {
        await using var yard = new PluginYard();
        FixturePlugins.Write(yard.Place("newer"));
        FixturePlugins.SetReferenceVersion(Path.Combine(yard.Place("newer"), FixturePlugins.Assembly), "System.Runtime", new Version(99, 0));

        await yard.Manager.StartAsync(CancellationToken.None);

        var info = Assert.Single(yard.Manager.Plugins);
        Assert.Equal(PluginStatus.Incompatible, info.Status);
        Assert.Contains("System.Runtime 99.0", info.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_MemberOfTheContractNotImplemented_IsIncompatible()
    {
        await using var yard = new PluginYard();
        FixturePlugins.Write(yard.Place("older"));
        FixturePlugins.Rename(Path.Combine(yard.Place("older"), FixturePlugins.Assembly), "DescribeInputs", "DescribeImputs");

        await yard.Manager.StartAsync(CancellationToken.None);

        var info = Assert.Single(yard.Manager.Plugins);
        Assert.Equal(PluginStatus.Incompatible, info.Status);
        Assert.Contains("DescribeInputs", info.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_DependencyFileBroken_IsMalfunctioned()
    {
        await using var yard = new PluginYard();
        FixturePlugins.Write(yard.Place("bad"));
        File.WriteAllText(Path.Combine(yard.Place("bad"), "Fixture.Plugin.deps.json"), "{ broken");

        await yard.Manager.StartAsync(CancellationToken.None);

        var info = Assert.Single(yard.Manager.Plugins);
        Assert.Equal(PluginStatus.Malfunctioned, info.Status);
        Assert.Contains(".deps.json cannot be read", info.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_OptionsAgainstSchema_AreRefusedWithTheField()
    {
        await using var yard = new PluginYard();
        FixturePlugins.Write(yard.Place("good"));
        await yard.Manager.StartAsync(CancellationToken.None);

        var failure = await Assert.ThrowsAsync<ProviderException>(() => yard.OpenAsync(options: """{"patern":"x"}"""));

        Assert.Equal((ErrorReason.Invalid, "options.patern"), (failure.Reason, failure.Field));
        Assert.Contains("did you mean \"pattern\"", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, yard.Info("fixture-00").Instances);
    }

    [Fact]
    public async Task OpenAsync_SeveralPluginsHaveTheName_MustBeQualified()
    {
        await using var yard = new PluginYard();
        FixturePlugins.Write(yard.Place("a"), "fixture-0a", behaviour: "label=a");
        FixturePlugins.Write(yard.Place("b"), "fixture-0b", behaviour: "label=b");
        await yard.Manager.StartAsync(CancellationToken.None);

        var failure = await Assert.ThrowsAsync<ProviderException>(() => yard.OpenAsync());
        await using var provider = await yard.OpenStartedAsync(provider: "fixture-0b/fixture");

        Assert.Equal(ErrorReason.Conflict, failure.Reason);
        Assert.Contains("fixture-0a/fixture or fixture-0b/fixture", failure.Message, StringComparison.Ordinal);
        Assert.Equal("b", await PluginYard.ExecAsync(provider, "label"));
    }

    [Fact]
    public async Task OpenAsync_Mistyped_NamesTheNearest()
    {
        await using var yard = new PluginYard();
        FixturePlugins.Write(yard.Place("good"));
        await yard.Manager.StartAsync(CancellationToken.None);

        var failure = await Assert.ThrowsAsync<ProviderException>(() => yard.OpenAsync(provider: "fixtrue"));

        Assert.Contains("did you mean \"fixture\"?", failure.Message, StringComparison.Ordinal);
    }

    private static void EditManifest(string directory, string old, string replacement)
    {
        var path = Path.Combine(directory, "plugin.json");
        var text = File.ReadAllText(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(old, replacement, StringComparison.Ordinal));
    }
}
