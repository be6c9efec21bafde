using Reeve.Host.CommandLine;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Host.Tests.Proxies.Support;
using Reeve.Host.Tests.Support;

namespace Reeve.Host.Tests.Commands.Proxies;

/// <summary><c>reeve proxy</c> against an agent with a proxy of the test's own.</summary>
public sealed class ProxyCommandTests : IAsyncLifetime
{
    private readonly TestApi _api = new();
    private readonly TestCli _cli = new();

    private FakeProxyService Proxy => _api.Proxies.Fake;

    public async Task InitializeAsync()
    {
        _api.Proxies.Fill();
        await _api.StartAsync();
    }

    public async Task DisposeAsync()
    {
        _cli.Dispose();
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task List_Table_OneLineEach()
    {
        Assert.Equal(0, await RunAsync("list"));

        Assert.Contains("default   proxy      Degraded   1          127.0.0.1:8080   1/1", _cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_ForPeople_RoutesServersAndCertificates()
    {
        Assert.Equal(0, await RunAsync("show"));

        Assert.Contains("Revision:  1 (", _cli.Out, StringComparison.Ordinal);
        Assert.Contains("shop    web         *       /shop   shop", _cli.Out, StringComparison.Ordinal);
        Assert.Contains("shop       http://10.0.0.1:8080   refused", _cli.Out, StringComparison.Ordinal);
        Assert.Contains("shop.example.org", _cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ShowThenApply_Yaml_Unchanged()
    {
        Assert.Equal(0, await RunAsync("show", "-o", "yaml"));
        Assert.DoesNotContain("[]", _cli.Out[.._cli.Out.IndexOf("status:", StringComparison.Ordinal)], StringComparison.Ordinal);
        var file = _api.Directory.Write("shown.yaml", _cli.Out);

        Assert.Equal(0, await RunAsync("apply", "-f", file));

        Assert.EndsWith("proxy default unchanged (revision 1)\n", _cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_MadeFromAnotherRevision_RefusedUnlessForced()
    {
        var file = _api.Directory.Write("old.yaml", "revision: 9\nspec: {listeners: []}\n");

        Assert.Equal(1, await RunAsync("apply", "default", "-f", file));
        Assert.Equal(1, Proxy.Current!.Revision);
        Assert.Equal(0, await RunAsync("apply", "default", "-f", file, "--force"));
        Assert.Equal(2, Proxy.Current.Revision);
    }

    [Fact]
    public async Task Diff_Document_LinesAndNothingChanges()
    {
        var file = _api.Directory.Write("next.yaml", SampleProxies.Yaml.Replace("30s", "60s", StringComparison.Ordinal));

        Assert.Equal(0, await RunAsync("diff", "-f", file));
        Assert.Equal(0, await RunAsync("apply", "-f", file, "--dry-run"));

        Assert.Equal("~ routes/shop.timeout: \"30s\" -> \"60s\"\n~ routes/shop.timeout: \"30s\" -> \"60s\"\n", _cli.Out.Replace("1m", "60s", StringComparison.Ordinal));
        Assert.Equal(1, Proxy.Current!.Revision);
    }

    [Theory]
    [InlineData("routes: [{name: a, lisseners: []}]", ":1: ")]
    [InlineData("- a", "no document of a proxy")]
    [InlineData("a: [", ":2: ")]
    public async Task Apply_NoDocument_UsageWithItsLine(string text, string said)
    {
        Assert.Equal(ExitCodes.Usage, await RunAsync("apply", "-f", _api.Directory.Write("wrong.yaml", text)));

        Assert.Contains(said, _cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_NotValid_EachFieldOnALine()
    {
        var file = _api.Directory.Write("wrong.yaml", "listeners: [{name: A, protocol: http, address: ':80'}, {name: b, protocol: x, address: ':81'}]");

        Assert.Equal(ExitCodes.Usage, await RunAsync("apply", "-f", file));

        Assert.StartsWith("listeners[0].name: ", _cli.Error, StringComparison.Ordinal);
        Assert.Contains("\nlisteners[1].protocol: ", _cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddThenRemove_Route_ServedAndGone()
    {
        Assert.Equal(0, await RunAsync("add", "default", "--listen", ":8443", "--tls", "--path", "/api", "--to", "http://10.0.0.2:80"));
        Assert.Equal(["shop", "api"], Proxy.Current!.Spec.Routes.Select(route => route.Name));
        Assert.Equal(0, await RunAsync("remove", "default", "api"));
        Assert.Equal(["shop"], Proxy.Current.Spec.Routes.Select(route => route.Name));

        Assert.Equal("proxy default serves revision 2\nproxy default serves revision 3\n", _cli.Out);
    }

    [Fact]
    public async Task Add_SomebodyElseIsFaster_BothAreThere()
    {
        Proxy.Before = () => Proxy.ApplyAsync(
            Reeve.Host.Proxies.Client.RouteEdit.Add(SampleProxies.Shop, new() { Path = "/first", To = ["http://10.0.0.3:80"] }), "other", null, CancellationToken.None).GetAwaiter().GetResult();

        Assert.Equal(0, await RunAsync("add", "default", "--path", "/second", "--to", "http://10.0.0.2:80"));

        Assert.Equal(["shop", "first", "second"], Proxy.Current!.Spec.Routes.Select(route => route.Name));
    }

    [Fact]
    public async Task Patch_List_ReplacedAndTheRestStays()
    {
        var file = _api.Directory.Write("patch.yaml", "routes: [{name: all, listeners: [web], upstream: shop}]\n");

        Assert.Equal(0, await RunAsync("patch", "-f", file, "--dry-run"));
        Assert.Equal(1, Proxy.Current!.Revision);
        Assert.Contains("- routes/shop\n+ routes/all\n", _cli.Out, StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("patch", "default", "-f", file));

        Assert.Equal(["all"], Proxy.Current.Spec.Routes.Select(route => route.Name));
        Assert.Equal(["shop"], Proxy.Current.Spec.Upstreams.Select(group => group.Name));
        Assert.EndsWith("proxy default serves revision 2\n", _cli.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("routes: [{name: a, lisseners: []}]", "routes[0].lisseners")]
    [InlineData("spec: 7", "object")]
    [InlineData("certificates: [{serverNames: [a.example.org], chain: c, key: (hidden)}]", "certificates[0].key")]
    public async Task Patch_Mistake_UsageThatNamesIt(string text, string said)
    {
        Assert.Equal(ExitCodes.Usage, await RunAsync("patch", "-f", _api.Directory.Write("wrong.yaml", text)));

        Assert.Contains(said, _cli.Error, StringComparison.Ordinal);
        Assert.Equal(1, Proxy.Current!.Revision);
    }

    [Fact]
    public async Task Rollback_WithoutANumber_TheOneBefore()
    {
        await RunAsync("remove", "default", "shop");

        Assert.Equal(0, await RunAsync("rollback", "default", "--dry-run"));
        Assert.Equal(0, await RunAsync("rollback", "default"));
        Assert.Equal(0, await RunAsync("revisions"));

        Assert.Equal(1, Proxy.Current!.RolledBackTo);
        Assert.Contains("+ routes/shop\n", _cli.Out, StringComparison.Ordinal);
        Assert.Contains("served now, back to 1", _cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificates_ShownAndRenewed()
    {
        Assert.Equal(0, await RunAsync("certificates"));
        Assert.Equal(0, await RunAsync("certificates", "default", "--renew", "shop"));

        Assert.Contains("authority ca", _cli.Out, StringComparison.Ordinal);
        Assert.Equal(["shop"], _api.Proxies.Renewed);
    }

    [Fact]
    public async Task Name_RegisterShowRemove_Phases()
    {
        foreach (var verb in (string[])["show", "register", "remove"])
        {
            Assert.Equal(0, await RunAsync("name", verb));
        }

        Assert.Contains("edge.example.org   Pending", _cli.Out, StringComparison.Ordinal);
        Assert.Contains("edge.example.org   Registered   192.0.2.7", _cli.Out, StringComparison.Ordinal);
        Assert.Contains("edge.example.org   Removed", _cli.Out, StringComparison.Ordinal);
    }

    private Task<int> RunAsync(params string[] arguments) =>
        CommandLineProgram.RunAsync(_cli.Cli, ["proxy", .. arguments, "--server", _api.AddressOf("rest").ToString()], CancellationToken.None);
}
