using Reeve.Host.CommandLine;
using Reeve.Host.Tests.Packages.Support;
using Reeve.Host.Tests.Support;
using Reeve.Testing;

namespace Reeve.Host.Tests.Packages;

/// <summary>The commands where no agent runs: on its state directory, from a directory of packages.</summary>
public sealed class OfflineCommandTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly TestCli _cli = new();

    public void Dispose()
    {
        _cli.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Journey_WithoutAnAgentAndWithoutANetwork_InstallsAndRestores()
    {
        new TestPackage { Version = "1.0.0" }.WriteTo(_directory["feed"]);
        new TestPackage { Version = "1.1.0" }.WriteTo(_directory["feed"]);

        Assert.Equal(0, await RunAsync("first", "install", "Acme.Clusters", "--version", "1.0.0", "--source", _directory["feed"]));
        Assert.Equal(0, await RunAsync("first", "update", "--source", _directory["feed"]));
        Assert.Equal(0, await RunAsync("first", "rollback", "Acme.Clusters"));
        Assert.Contains("Acme.Clusters 1.0.0 is back, 1.1.0 is gone", _cli.Out, StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("first", "list"));
        Assert.Contains("fixture.clusters   1.0.0", _cli.Out, StringComparison.Ordinal);
        using var locked = new TestCli();
        Assert.Equal(0, await locked.RunAsync("plugins", "lock", "--state-dir", _directory["first"]));
        var file = _directory.Write("reeve.lock.json", locked.Out);

        Assert.Equal(0, await RunAsync("second", "restore", file, "--source", _directory["feed"]));

        Assert.Equal(Files("first"), Files("second"));
    }

    [Fact]
    public async Task Install_Refused_NamesTheWayOut()
    {
        new TestPackage { Contract = "0.9.0" }.WriteTo(_directory["feed"]);

        Assert.Equal(1, await RunAsync("first", "install", "Acme.Clusters", "--source", _directory["feed"]));
        Assert.Contains("update the host, or ask for an older version", _cli.Error, StringComparison.Ordinal);
    }

    // By the real clock: that code was unloaded is found out by waiting.
    private Task<int> RunAsync(string state, params IEnumerable<string> arguments) => CommandLineProgram.RunAsync(
        _cli.Cli with { Time = TimeProvider.System }, ["plugins", .. arguments, "--state-dir", _directory[state]], CancellationToken.None);

    private List<(string Name, string Content)> Files(string state)
    {
        var root = Path.Combine(_directory[state], "packages", "plugins", "acme.clusters");
        return [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => (Path.GetRelativePath(root, path), Convert.ToHexString(File.ReadAllBytes(path))))];
    }
}
