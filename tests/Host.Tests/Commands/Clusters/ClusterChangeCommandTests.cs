using Reeve.Clusters;
using Reeve.Host.CommandLine;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Operations;
using Reeve.Testing;

namespace Reeve.Host.Tests.Commands.Clusters;

/// <summary>Commands that change a cluster.</summary>
public sealed class ClusterChangeCommandTests : IAsyncLifetime
{
    private ClusterFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await ClusterFixture.StartAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task Create_Flags_AskForWhatTheySay()
    {
        Assert.Equal(0, await _fixture.RunAsync(
            "create", "edge", "--version", "1.30.2", "--type", "k3s", "--pod-subnet", "10.1.0.0/16,fd00::/64", "--service-subnet", "10.2.0.0/16,fd01::/112", "--cni", "calico",
            "--cni-version", "v3", "--csi", "local-path-storage", "--csi-version", "v1", "--san", "a", "--san", "b", "--extra-arg", "v=4", "--disable-workloads", "--no-wait"));

        var (verb, name, desired, by) = Assert.Single(_fixture.Api.Clusters.Asked);
        Assert.Equal(("create", "edge", "1.30.2", "k3s"), (verb, name, desired!.Version, desired.Type));
        Assert.Equal(["10.1.0.0/16", "fd00::/64"], desired.PodSubnets!);
        Assert.Equal(["10.2.0.0/16", "fd01::/112"], desired.ServiceSubnets!);
        Assert.Equal((new ClusterAddon { Name = "calico", Version = "v3" }, new ClusterAddon { Name = "local-path-storage", Version = "v1" }), (desired.Cni, desired.Storage));
        Assert.Equal(["a", "b"], desired.CertificateNames!);
        Assert.Equal(("4", (bool?)true), (desired.ExtraArguments!["v"], desired.WorkloadsDisabled));
        Assert.StartsWith("anonymous", by, StringComparison.Ordinal);
        Assert.Equal($"cluster edge: operation {TestApi.OperationId} goes on\n", _fixture.Cli.Out);
    }

    [Fact]
    public async Task Create_FileAndFlags_FlagsWin()
    {
        Assert.Equal(0, await _fixture.RunAsync("create", "-f", _fixture.Manifest, "--cni-version", "v9", "--no-wait"));
        var desired = Assert.Single(_fixture.Api.Clusters.Asked).Desired!;
        Assert.Equal(("v1.26.5", "calico", "v9"), (desired.Version, desired.Cni!.Name, desired.Cni.Version));
    }

    [Fact]
    public async Task Create_Waiting_ShowsEachChangeAndTheEnd()
    {
        _fixture.Begin();
        var running = _fixture.RunAsync("create", "-f", _fixture.Manifest);
        await Eventually.TrueAsync(() => Task.FromResult(_fixture.Cli.Out.Contains("running", StringComparison.Ordinal)), "the first step is shown");
        _fixture.End(OperationState.Done);

        Assert.Equal(0, await running);
        Assert.Equal("[1/2] Run kubeadm init: running\n[1/2] Run kubeadm init: done (2.5s)\ncluster default created\n", _fixture.Cli.Out);
    }

    [Theory]
    [InlineData(OperationState.Undone, "taken back: it broke; \"reeve cluster operations show ")]
    [InlineData(OperationState.Stuck, "stuck: it broke; \"reeve cluster operations retry ")]
    public async Task Create_OperationFails_SaysWhyAndWhatToDo(OperationState state, string expected)
    {
        _fixture.Begin();
        var running = _fixture.RunAsync("create", "-f", _fixture.Manifest);
        _fixture.End(state, "it broke");

        Assert.Equal(ExitCodes.Failure, await running);
        Assert.Contains(expected + TestApi.OperationId, _fixture.Cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_TimeoutPasses_OperationGoesOn()
    {
        _fixture.Begin();
        var running = _fixture.RunAsync("create", "-f", _fixture.Manifest, "--timeout", "10m");
        await Eventually.TrueAsync(() => Task.FromResult(_fixture.Cli.Out.Length > 0), "it is being followed");
        _fixture.Cli.Clock.Advance(TimeSpan.FromMinutes(11));

        Assert.Equal(ExitCodes.Failure, await running);
        Assert.Contains($"operation {TestApi.OperationId} goes on: \"reeve cluster operations watch {TestApi.OperationId}\" follows it", _fixture.Cli.Error, StringComparison.Ordinal);
        Assert.Empty(_fixture.Api.Operations.Turned);
    }

    [Fact]
    public async Task Create_Interrupted_OperationGoesOn()
    {
        _fixture.Begin();
        using var interrupt = new CancellationTokenSource();
        var running = _fixture.RunAsync(interrupt.Token, "create", "-f", _fixture.Manifest);
        await Eventually.TrueAsync(() => Task.FromResult(_fixture.Cli.Out.Length > 0), "it is being followed");
        await interrupt.CancelAsync();

        Assert.Equal(ExitCodes.Interrupted, await running);
        Assert.Contains($"\"reeve cluster operations cancel {TestApi.OperationId}\" takes it back", _fixture.Cli.Error, StringComparison.Ordinal);
        Assert.Empty(_fixture.Api.Operations.Turned);
    }

    [Fact]
    public async Task Create_FieldsRefused_EachInALineAndNothingBegun()
    {
        _fixture.Api.Clusters.Failure = new ClusterRefusedException(
            [new FieldError { Field = "spec.version", Message = "Required value" }, new FieldError { Field = "spec.networking.podSubnet", Message = "Invalid value: \"x\": must be a CIDR" }]);

        Assert.Equal(ExitCodes.Usage, await _fixture.RunAsync("create", "-f", _fixture.Manifest));
        Assert.Equal("spec.version: Required value\nspec.networking.podSubnet: Invalid value: \"x\": must be a CIDR\n", _fixture.Cli.Error);
    }

    [Fact]
    public async Task Apply_ClusterThatIsThere_IsChanged()
    {
        _fixture.Api.Clusters.Failure = new ClusterRefusedException(ClusterRefusal.Exists, "There is one.");
        Assert.Equal(0, await _fixture.RunAsync("apply", "-f", _fixture.Manifest));
        Assert.Equal(["replace"], _fixture.Api.Clusters.Asked.Select(asked => asked.Verb));
        Assert.EndsWith("cluster default changed\n", _fixture.Cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_StandardInput_SeveralClusters()
    {
        const string text = "apiVersion: v1alpha1\nkind: Cluster\nmetadata: {name: a}\nspec: {}\n---\napiVersion: v1alpha1\nkind: Cluster\nmetadata: {name: b}\nspec: {}\n";
        var input = _fixture.Cli.Cli with { OpenInput = () => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)) };
        Assert.Equal(0, await CommandLineProgram.RunAsync(
            input, ["cluster", "apply", "-f", "-", "--no-wait", "--server", _fixture.Api.AddressOf("rest").ToString()], CancellationToken.None));
        Assert.Equal(["a", "b"], _fixture.Api.Clusters.Asked.Select(asked => asked.Name));
    }

    [Fact]
    public async Task Upgrade_Version_AloneIsAskedFor()
    {
        Assert.Equal(0, await _fixture.RunAsync("upgrade", "--version", "1.27.1"));
        var (verb, _, desired, _) = Assert.Single(_fixture.Api.Clusters.Asked);
        Assert.Equal(("replace", "1.27.1"), (verb, desired!.Version));
        Assert.Null(desired.Cni);
        Assert.EndsWith("cluster default upgraded to 1.27.1\n", _fixture.Cli.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Usage, await _fixture.RunAsync("upgrade"));
    }

    [Theory]
    [InlineData("default\n", 0)]
    [InlineData("no\n", ExitCodes.Failure)]
    [InlineData("", ExitCodes.Failure)]
    public async Task Delete_Terminal_AsksForTheName(string answer, int expected)
    {
        var cli = _fixture.Cli.Cli with { InIsTerminal = true, OpenInput = () => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(answer)) };
        Assert.Equal(expected, await CommandLineProgram.RunAsync(cli, ["cluster", "delete", "--server", _fixture.Api.AddressOf("rest").ToString()], CancellationToken.None));
        Assert.Equal(expected == 0 ? 1 : 0, _fixture.Api.Clusters.Asked.Count);
        Assert.Contains("Delete cluster default with all that runs in it? Type its name: ", _fixture.Cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_NoTerminal_NeedsYes()
    {
        Assert.Equal(ExitCodes.Usage, await _fixture.RunAsync("delete"));
        Assert.Empty(_fixture.Api.Clusters.Asked);
        Assert.Equal(0, await _fixture.RunAsync("delete", "--yes"));
        Assert.Equal(["delete"], _fixture.Api.Clusters.Asked.Select(asked => asked.Verb));
    }

    [Fact]
    public async Task Certs_Renew_IsAnOperation()
    {
        Assert.Equal(0, await _fixture.RunAsync("certs", "--renew"));
        Assert.Equal(["renew"], _fixture.Api.Clusters.Asked.Select(asked => asked.Verb));
        Assert.EndsWith("cluster default has new certificates\n", _fixture.Cli.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Create", "create", "-f", "MANIFEST", "--dry-run")]
    [InlineData("Replace", "apply", "-f", "MANIFEST", "--dry-run")]
    [InlineData("Replace", "upgrade", "--version", "1.27.1", "--dry-run")]
    [InlineData("Delete", "delete", "--dry-run")]
    [InlineData("Replace", "plan", "-f", "MANIFEST")]
    [InlineData("Replace", "plan", "--version", "1.27.1")]
    [InlineData("Delete", "plan", "--delete")]
    [InlineData("RenewCertificates", "plan", "--renew-certificates")]
    public async Task Plan_Verb_IsShownAndNothingIsDone(string verb, params string[] arguments)
    {
        Assert.Equal(0, await _fixture.RunAsync([.. arguments.Select(argument => argument == "MANIFEST" ? _fixture.Manifest : argument)]));
        Assert.Equal($"  1. Run kubeadm init\n  2. Other\nWarning: {verb}\n", _fixture.Cli.Out);
        Assert.Empty(_fixture.Api.Clusters.Asked);
    }

    [Theory]
    [InlineData("--wait and --no-wait exclude each other", "create", "--wait", "--no-wait")]
    [InlineData("--timeout takes a duration such as 90s or 10m; \"x\" is none.", "create", "--timeout", "x")]
    [InlineData("--extra-arg takes NAME=VALUE; \"x\" has no name.", "create", "--extra-arg", "x")]
    [InlineData("There is no file /nowhere; name the manifest of the cluster.", "apply", "-f", "/nowhere")]
    [InlineData("Say what is wanted: a manifest with -f, settings such as --version, or --delete.", "plan")]
    [InlineData("--delete and --renew-certificates take no manifest and no settings.", "plan", "--delete", "--version", "1")]
    public async Task Misuse_IsToldBeforeAnythingIsAsked(string expected, params string[] arguments)
    {
        Assert.Equal(ExitCodes.Usage, await _fixture.RunAsync(arguments));
        Assert.StartsWith(expected, _fixture.Cli.Error, StringComparison.Ordinal);
        Assert.Empty(_fixture.Api.Clusters.Asked);
    }
}
