using Reeve.Host.Tests.Edge.Support;

namespace Reeve.Host.Tests.Edge.Networking;

/// <summary><c>/v1/route</c>.</summary>
public sealed class RouteCallTests : IAsyncLifetime
{
    private const string Path = "/v1/route";
    private const string Routes = """[{"subnet":"10.201.0.0/24","gateway":"10.0.0.2","dev":"ens3"},{"subnet":"fd00:1::/64","gateway":"fd00::1"}]""";
    private readonly TestEdge _edge = new();

    public Task InitializeAsync() => _edge.InitializeAsync();

    public async Task DisposeAsync() => await _edge.DisposeAsync();

    [Fact]
    public async Task Session_AddListDelete_RepliesAsKnown()
    {
        Assert.StartsWith("""{"message":"add","status":"OK",""", await _edge.OkAsync(Path, $$"""{"message":"add","routes":{{Routes}}}"""), StringComparison.Ordinal);
        Assert.StartsWith("""{"message":"list","status":"[{default 10.0.0.1 eth0} {10.0.0.0/24  eth0} {10.201.0.0/24 10.0.0.2 ens3} {fd00:1::/64 fd00::1 eth0}]",""", await _edge.OkAsync(Path, """{"message":"list"}"""), StringComparison.Ordinal);
        await _edge.OkAsync(Path, $$"""{"message":"add","routes":{{Routes}}}"""); // there already
        Assert.Equal(4, _edge.Routes.Routes.Count);
        Assert.Equal("""{"message":"delete","status":"OK"}""", await _edge.OkAsync(Path, """{"message":"delete","routes":[{"subnet":"10.201.0.0/24","gateway":"10.0.0.2"}]}"""));
        Assert.Equal(3, _edge.Routes.Routes.Count);
    }

    [Fact]
    public async Task Add_OneFails_NoneIsThere()
    {
        _edge.Routes.Refused = "fd00:1::/64";

        Assert.Equal(400, (await _edge.RefusedAsync(Path, $$"""{"message":"add","routes":{{Routes}}}""")).Status);
        Assert.Equal(2, _edge.Routes.Routes.Count);
    }

    [Theory]
    [InlineData("""{"subnet":"0.0.0.0/0","gateway":"10.0.0.2"}""", "routes[0].subnet")]
    [InlineData("""{"subnet":"10.0.0.0/24; reboot","gateway":"10.0.0.2"}""", "routes[0].subnet")]
    [InlineData("""{"subnet":"10.1.0.0/24","gateway":"fd00::1"}""", "routes[0].gateway")]
    [InlineData("""{"subnet":"10.1.0.0/24","gateway":"$(id)"}""", "routes[0].gateway")]
    [InlineData("""{"subnet":"10.1.0.0/24","gateway":"10.0.0.2","dev":"-4"}""", "routes[0].dev")]
    [InlineData("""{"subnet":"10.1.0.0/24","gateway":"10.0.0.2","dev":"a b"}""", "routes[0].dev")]
    [InlineData("""{"subnet":"10.1.0.0/24"}""", "routes[0].gateway")]
    public async Task Add_Wrong_NothingIsDone(string route, string field)
    {
        var refused = await _edge.RefusedAsync(Path, $$"""{"message":"add","routes":[{{route}}]}""");

        Assert.Equal((400, field), (refused.Status, refused.Field));
        Assert.Equal(2, _edge.Routes.Routes.Count);
    }
}
