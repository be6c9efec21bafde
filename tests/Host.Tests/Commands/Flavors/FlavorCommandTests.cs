using Reeve.Host.CommandLine;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Host.Tests.Commands.Clusters;

namespace Reeve.Host.Tests.Commands.Flavors;

/// <summary><c>reeve flavors</c>, <c>reeve state</c>, and clusters of flavors and tenants.</summary>
public sealed class FlavorCommandTests : IAsyncLifetime
{
    private ClusterFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await ClusterFixture.StartAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task CreateSetShowDelete_FromAFile_AsItSays()
    {
        var file = _fixture.Api.Directory["mine.yaml"];
        await File.WriteAllTextAsync(file, "type: k3s\ndescription: mine\nspec:\n  version: \"1.30.2\"\n  edge:\n    name: \"{cluster}.example.org\"\n    ports:\n    - listen: 6443\n  provider: {workers: 3}\n");

        Assert.Equal(0, await RunAsync("flavors", "create", "mine", "-f", file, "--tenant", "t"));
        Assert.Equal("flavor/mine made, revision 1\n", Take());
        var content = _fixture.Api.Flavors.Find("t", "mine")!.Current.Content;
        Assert.Equal(("k3s", "mine", "1.30.2", "{cluster}.example.org", 6443), (content.Type, content.Description, content.Spec.Version, content.Spec.Edge!.Name, content.Spec.Edge.Ports[0].Listen));

        Assert.Equal(0, await RunAsync("flavors", "show", "mine", "--tenant", "t", "-o", "yaml"));
        await File.WriteAllTextAsync(file, Take().Replace("1.30.2", "1.30.3", StringComparison.Ordinal)); // what is shown can be set
        Assert.Equal(0, await RunAsync("flavors", "set", "mine", "-f", file, "--tenant", "t"));
        Assert.Equal("flavor/mine set, revision 2\n", Take());
        Assert.Equal("1.30.3", _fixture.Api.Flavors.Find("t", "mine")!.Current.Content.Spec.Version);

        Assert.Equal(0, await RunAsync("flavors", "show", "mine", "--tenant", "t"));
        Assert.Matches("^mine of the tenant t, for clusters of the type k3s\nREVISION .*\n2 .*1.30.3 .*mine\n1 .*1.30.2 .*mine\n$", Take());
        Assert.Equal(0, await RunAsync("flavors", "delete", "mine", "--tenant", "t"));
        Assert.Null(_fixture.Api.Flavors.Find("t", "mine"));
    }

    [Fact]
    public async Task List_EachForm()
    {
        Assert.Equal(0, await RunAsync("flavors", "list"));
        Assert.Matches(@"^NAME +TENANT +TYPE +REVISION +VERSION +CLUSTERS +FROM +DESCRIPTION\ndefault +openstack +1 +1.26.5 +1 +plugin openstack +d\n$", Take());
        Assert.Equal(0, await RunAsync("flavors", "list", "-o", "name"));
        Assert.Equal("flavor/default\n", Take());
        Assert.Equal(0, await RunAsync("flavors", "list", "-o", "json"));
        Assert.Contains("\"revision\": 1", Take(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_FileIsWrong_SaysWhere()
    {
        var file = _fixture.Api.Directory["wrong.yaml"];
        await File.WriteAllTextAsync(file, "type: k3s\nspec:\n  versoin: \"1.30.2\"\n  edge:\n    ports:\n    - listen: many\n");

        Assert.Equal(ExitCodes.Usage, await RunAsync("flavors", "create", "mine", "-f", file));
        Assert.Contains($"{file}:3: spec.versoin: there is no such field; did you mean \"version\"?", _fixture.Cli.Error, StringComparison.Ordinal);
        Assert.Contains($"{file}:6: spec.edge.ports[0].listen: a whole number is wanted, not \"many\"", _fixture.Cli.Error, StringComparison.Ordinal);
        Assert.Single(_fixture.Api.Flavors.List());
    }

    [Fact]
    public async Task Cluster_OfAFlavorAndATenant_IsAskedForSo()
    {
        Assert.Equal(0, await _fixture.RunAsync("create", "one", "--flavor", "x1.small@2", "--tenant", "t", "--no-wait"));
        Assert.Equal(0, await _fixture.RunAsync("create", "two.t", "--flavor", "x1.small", "--no-wait"));

        Assert.Equal(["one.t", "two.t"], _fixture.Api.Clusters.Asked.Select(asked => asked.Name));
        var desired = _fixture.Api.Clusters.Asked[0].Desired!;
        Assert.Equal(("x1.small", 2, null, null), (desired.Flavor!.Name, desired.Flavor.Revision, desired.Type, desired.Version));

        _fixture.Cli.Clear();
        Assert.Equal(0, await _fixture.RunAsync("list", "--tenant", "t", "-o", "name"));
        Assert.Equal("cluster/one.t\ncluster/two.t\n", _fixture.Cli.Out);
        Assert.Equal(0, await _fixture.RunAsync("show", "one", "--tenant", "t", "-o", "json"));
        Assert.Contains("\"tenant\": \"t\"", _fixture.Cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manifest_WithATenantAndAFlavor_IsMadeForIt()
    {
        await File.WriteAllTextAsync(_fixture.Manifest, "apiVersion: v1alpha1\nkind: Cluster\nmetadata: {name: one, tenant: t}\nspec:\n  flavor: x1.small\n");

        Assert.Equal(0, await _fixture.RunAsync("apply", "-f", _fixture.Manifest, "--no-wait"));

        Assert.Equal(("one.t", "x1.small"), (_fixture.Api.Clusters.Asked.Single().Name, _fixture.Api.Clusters.Asked.Single().Desired!.Flavor!.Name));
    }

    [Theory]
    [InlineData("yaml", "    flavor:\n")]
    [InlineData("json", "\"apiVersion\": \"v1\"")]
    public async Task State_EachForm_HasEverything(string format, string text)
    {
        Assert.Equal(0, await RunAsync("state", "-o", format));

        var state = Take();
        Assert.Contains(text, state, StringComparison.Ordinal);
        Assert.Contains("shop", state, StringComparison.Ordinal); // a route of a proxy
        Assert.Contains("192.0.2.1:6443", state, StringComparison.Ordinal);
    }

    private string Take()
    {
        var text = _fixture.Cli.Out;
        _fixture.Cli.Clear();
        return text;
    }

    private Task<int> RunAsync(params string[] arguments) =>
        CommandLineProgram.RunAsync(_fixture.Cli.Cli, [.. arguments, "--server", _fixture.Api.AddressOf("rest").ToString()], CancellationToken.None);
}
