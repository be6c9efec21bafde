using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Host.Control;
using Reeve.Host.Packages;
using Reeve.Host.Packages.Transport;
using Reeve.Host.Packages.Wire;
using Reeve.Host.Tests.Control;
using Reeve.Host.Tests.Packages.Support;
using Reeve.Host.Tests.Support;
using Reeve.Testing;

namespace Reeve.Host.Tests.Packages;

/// <summary>The commands, with an agent that runs.</summary>
public sealed class PackageControlTests : IAsyncLifetime
{
    private readonly TempDirectory _directory = new();
    private readonly FakePackages _packages = new();
    private readonly TestCli _cli = new();
    private readonly ControlServer _server;

    public PackageControlTests() => _server = new ControlServer(
        ControlPaths.SocketIn(_directory.Path), new FakeAgent(), NullLoggerFactory.Instance, packages: new Lazy<IPackages>(() => _packages));

    public Task InitializeAsync() => _server.StartAsync(CancellationToken.None);

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _cli.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Install_WholeCommandLine_ReachesTheAgent()
    {
        Assert.Equal(0, await RunAsync("install", "Acme.Clusters", "--version", "[1.0,2.0)", "--source", _directory.Path, "--prerelease", "--allow-downgrade"));

        var (verb, request) = Assert.Single(_packages.Asked);
        Assert.Equal(PackageVerb.Install, verb);
        Assert.Equal(("[1.0,2.0)", _directory.Path, true, true, false), (request.Version, request.Source, request.Prerelease, request.AllowDowngrade, request.DryRun));
        Assert.Equal("Acme.Clusters updated from 0.9.0 to 1.0.0\n  with Acme.Library 1.0.0\n  note\n", _cli.Out);
        Assert.Equal("Downloading Acme.Clusters 1.0.0: 2 MiB\n", _cli.Error);
    }

    [Theory]
    [InlineData("update")]
    [InlineData("remove Acme.Clusters")]
    [InlineData("rollback Acme.Clusters")]
    public async Task Change_AnyVerb_ReachesTheAgent(string line)
    {
        Assert.Equal(0, await RunAsync([.. line.Split(' '), "--dry-run", "-o", "json"]));
        Assert.Equal((line.Split(' ')[0], true), (PackageVerbs.Write(_packages.Asked[0].Verb), _packages.Asked[0].Request.DryRun));
        Assert.Contains("\"dryRun\": true", _cli.Out, StringComparison.Ordinal);
        Assert.Equal("", _cli.Error);
    }

    [Fact]
    public async Task Restore_LockFile_IsSentAsItIs()
    {
        Assert.Equal(0, await RunAsync("lock"));
        var file = _directory.Write("fleet.lock.json", _cli.Out);

        Assert.Equal(0, await RunAsync("restore", file, "--prune"));

        var request = Assert.Single(_packages.Asked).Request;
        Assert.True(request.Prune);
        Assert.Equal(("Acme.Clusters", "1.0.0", "aGFzaA=="), (request.Lock!.Plugins[0].Package.Id, request.Lock.Plugins[0].Package.Version, request.Lock.Plugins[0].Package.ContentHash));
    }

    [Fact]
    public async Task Change_ThatFails_SaysWhatTheAgentSays()
    {
        _packages.Failure = new ProviderException(ErrorReason.Denied, "The package is signed by somebody else.");

        Assert.Equal(1, await RunAsync("install", "Acme.Clusters"));
        Assert.EndsWith("The package is signed by somebody else.\n", _cli.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list --packages", "Acme.Clusters   1.0.0     fixture.clusters   <none>     test")]
    [InlineData("list --outdated", "Acme.Clusters   1.0.0     1.1.0       2.0.0    why")]
    [InlineData("search acme", "Acme.Clusters   1.0.0     test     d")]
    public async Task Read_AnyCommand_ShowsWhatTheAgentKnows(string line, string row)
    {
        Assert.Equal(0, await RunAsync(line.Split(' ')));
        Assert.Equal(row, _cli.Out.Split('\n')[1]);
    }

    [Fact]
    public async Task Restore_NoLockFile_IsAMistakeOfTheUser()
    {
        Assert.Equal(2, await RunAsync("restore", _directory["none.json"]));
        Assert.Equal(2, await RunAsync("restore", _directory.Write("bad.json", "{")));
        Assert.Contains("is no lock file", _cli.Error, StringComparison.Ordinal);
    }

    private Task<int> RunAsync(params IEnumerable<string> arguments) => _cli.RunAsync(["plugins", .. arguments, "--state-dir", _directory.Path]);
}
