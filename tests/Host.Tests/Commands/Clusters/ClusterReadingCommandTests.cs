using Reeve.Host.Clusters.Manifests;
using Reeve.Host.CommandLine;
using Reeve.Host.Control;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Host.Tests.Control;
using Reeve.Host.Tests.Support;
using Reeve.Runtime.Clusters;
using Reeve.Testing;

namespace Reeve.Host.Tests.Commands.Clusters;

/// <summary>Commands that look at clusters and at what was done with them.</summary>
public sealed class ClusterReadingCommandTests : IAsyncLifetime
{
    private ClusterFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await ClusterFixture.StartAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task Get_Table_OneRow()
    {
        Assert.Equal(0, await _fixture.RunAsync("get"));
        Assert.Equal(
            $"NAME      TYPE      VERSION   STATUS     READY   OPERATION\ndefault   kubeadm   v1.26.5   disabled   True    {TestApi.OperationId}\n", _fixture.Cli.Out);
    }

    [Fact]
    public async Task Get_Yaml_IsAManifestWithOneOfFiveStatesThatApplyTakes()
    {
        Assert.Equal(0, await _fixture.RunAsync("get", "default", "-o", "yaml"));
        Assert.Contains("status:\n  currentStatus: disabled\n  description: Cluster is installed and available\n  currentVersion: \"1.26.5\"\n", _fixture.Cli.Out, StringComparison.Ordinal);
        var manifest = Assert.Single(ClusterManifestReader.Read(_fixture.Cli.Out, "f"));
        Assert.Equal(("default", "1.26.5", "calico"), (manifest.Name, manifest.Spec.Version, manifest.Spec.Networking?.ClusterCni?.Name));
    }

    [Theory]
    [InlineData("wide", "v0.0.24")]
    [InlineData("json", "\"lastTransitionTime\": ")]
    public async Task Get_OtherForms_SayMore(string format, string text)
    {
        Assert.Equal(0, await _fixture.RunAsync("get", "-o", format));
        Assert.Contains(text, _fixture.Cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_SeveralClusters_ANameIsNeeded()
    {
        _fixture.Api.Clusters.Set(new ClusterView { Name = "edge", Phase = ClusterPhase.Provisioned });
        Assert.Equal(ExitCodes.Usage, await _fixture.RunAsync("get"));
        Assert.Equal("There are several clusters: default, edge; name one.\n", _fixture.Cli.Error);
        Assert.Equal(ExitCodes.Failure, await _fixture.RunAsync("get", "nowhere"));
        Assert.Contains("There is no cluster nowhere.", _fixture.Cli.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name", "cluster/default\n")]
    [InlineData("table", "NAME      TYPE")]
    [InlineData("yaml", "items:\n- apiVersion: v1alpha1")]
    public async Task List_Forms(string format, string expected)
    {
        Assert.Equal(0, await _fixture.RunAsync("list", "-o", format));
        Assert.StartsWith(expected, _fixture.Cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certs_Table_DaysThatAreLeft()
    {
        Assert.Equal(0, await _fixture.RunAsync("certs"));
        Assert.Matches("^NAME +DAYS +ENDS +RENEWED\napiserver +364 +", _fixture.Cli.Out);
    }

    [Fact]
    public async Task Audit_Since_ChoosesByTime()
    {
        Assert.Equal(0, await _fixture.RunAsync("audit", "--since", "24h", "--limit", "5"));
        Assert.Contains("Install   default   Done     somebody   ", _fixture.Cli.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Usage, await _fixture.RunAsync("audit", "--since", "yesterday"));
        Assert.Contains("--since takes a time such as 2026-01-31T12:00:00Z, or how long ago, such as 24h; \"yesterday\" is neither.", _fixture.Cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OperationsShow_StepsWithExitCodeDurationAndOutput()
    {
        Assert.Equal(0, await _fixture.RunAsync("operations", "show", TestApi.OperationId));
        Assert.Contains("Purpose:    create cluster default (kubeadm)\nState:      done\n", _fixture.Cli.Out, StringComparison.Ordinal);
        Assert.Contains("      $ kubeadm init\n        exit code 0 after 2.0s\n        | out\n        ! err\n", _fixture.Cli.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Failure, await _fixture.RunAsync("operations", "show", "none"));
        Assert.Contains("There is no operation none; ", _fixture.Cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operations_ListAndWatchAndDecide()
    {
        Assert.Equal(0, await _fixture.RunAsync("operations", "list"));
        Assert.Contains($"{TestApi.OperationId}   create cluster default   done    3.0s", _fixture.Cli.Out, StringComparison.Ordinal);
        Assert.Equal(0, await _fixture.RunAsync("operations", "watch", TestApi.OperationId));
        foreach (var verb in (string[])["cancel", "retry", "abandon"])
        {
            Assert.Equal(0, await _fixture.RunAsync("operations", verb, TestApi.OperationId));
        }

        Assert.Equal([$"cancel {TestApi.OperationId}", $"retry {TestApi.OperationId}", $"abandon {TestApi.OperationId}"], _fixture.Api.Operations.Turned);
    }

    [LinuxFact]
    public async Task Kubeconfig_File_IsItsOwnersAloneAndMergeAdds()
    {
        var file = _fixture.Api.Directory["admin.conf"];
        Assert.Equal(0, await _fixture.RunAsync("kubeconfig", "-o", file, "--user", "ci", "--group", "a", "--group", "b", "--lifetime", "8h"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Contains("kind: Config", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        Assert.Equal("", _fixture.Cli.Out);
        var request = _fixture.Api.Clusters.KubeconfigRequest!;
        Assert.Equal(("ci", "a,b", TimeSpan.FromHours(8)), (request.User, string.Join(',', request.Groups), request.Lifetime));
        Assert.Equal(ExitCodes.Usage, await _fixture.RunAsync("kubeconfig", "--group", "a"));
        Assert.Equal(0, await _fixture.RunAsync("kubeconfig"));
        Assert.Contains("kind: Config", _fixture.Cli.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--server takes an address such as https://node1.example.org; \"node1\" is none.", "--server", "node1")]
    [InlineData("--token-file goes with --server.", "--token-file", "/x")]
    [InlineData("The file /nowhere/token cannot be used: ", "--server", "https://node1.example.org", "--token-file", "/nowhere/token")]
    [InlineData("The file /nowhere/cert cannot be used: ", "--server", "https://node1.example.org", "--cert", "/nowhere/cert")]
    [InlineData("A token must not go to http://node1.example.org/ in clear; use https.", "--server", "http://node1.example.org", "--token-file", "/x")]
    public async Task Access_Misuse_IsTold(string expected, params string[] arguments)
    {
        using var cli = new TestCli();
        Assert.Equal(ExitCodes.Usage, await cli.RunAsync(["cluster", "list", .. arguments]));
        Assert.StartsWith(expected, cli.Error, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Access_Socket_IsTheAgentOfThisMachineAndCallersAreLocal()
    {
        using var directory = new TempDirectory();
        var server = new ControlServer(ControlPaths.SocketIn(directory.Path), new FakeAgent(), Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, _fixture.Api.Api.Rest);
        await server.StartAsync(CancellationToken.None);
        await using (server)
        {
            using var cli = new TestCli();
            Assert.True(await cli.RunAsync("cluster", "upgrade", "--version", "1.27.1", "--state-dir", directory.Path) == 0, cli.Error);
            Assert.Equal("local", Assert.Single(_fixture.Api.Clusters.Asked).By);

            Assert.Equal(0, await cli.RunAsync("__complete", "cluster", "get", "--state-dir", directory.Path, "d"));
            Assert.Equal(0, await cli.RunAsync("__complete", "cluster", "operations", "show", "--state-dir", directory.Path, "2026"));
            Assert.EndsWith($"default\n{TestApi.OperationId}\n", cli.Out, StringComparison.Ordinal);
        }

        using var late = new TestCli();
        Assert.Equal(ExitCodes.Failure, await late.RunAsync("cluster", "list", "--state-dir", directory.Path));
        Assert.StartsWith("No agent runs on ", late.Error, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Access_SocketOfAnAgentWithoutClusters_SaysSo()
    {
        using var directory = new TempDirectory();
        await using var server = new ControlServer(ControlPaths.SocketIn(directory.Path), new FakeAgent(), Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        await server.StartAsync(CancellationToken.None);
        using var cli = new TestCli();
        Assert.Equal(ExitCodes.Failure, await cli.RunAsync("cluster", "list", "--state-dir", directory.Path));
        Assert.StartsWith("This agent looks after no clusters", cli.Error, StringComparison.Ordinal);
    }
}
