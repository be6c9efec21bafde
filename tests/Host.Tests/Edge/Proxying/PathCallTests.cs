using Reeve.Host.Configuration;
using Reeve.Host.Edge;
using Reeve.Host.Tests.Edge.Support;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Host.Tests.Edge.Proxying;

/// <summary><c>/v1/proxy</c> as the agent's clients know it.</summary>
public sealed class PathCallTests : IAsyncLifetime
{
    private const string Path = "/v1/proxy";
    private const string Add = """{ "message": "add", "proxies": [  {"path": "/test2", "origin":"http://10.101.101.202:8081" } ] }""";
    private readonly TestEdge _edge = new();

    public Task InitializeAsync() => _edge.InitializeAsync();

    public async Task DisposeAsync() => await _edge.DisposeAsync();

    [Fact]
    public async Task Session_AsPrinted_RepliesAsKnown()
    {
        Assert.Equal("""{"message":"add","status":"OK"}""", await _edge.OkAsync(Path, Add));
        Assert.StartsWith("""{"message":"list","status":"map[/test2:http://10.101.101.202:8081]",""", await _edge.OkAsync(Path, """{"message":"list"}"""), StringComparison.Ordinal);
        Assert.Equal("""{"message":"delete","status":"OK"}""", await _edge.OkAsync(Path, """{"message":"delete","proxies":[{"path":"/test2"}]}"""));
        Assert.Equal("""{"message":"list","status":"map[]"}""", await _edge.OkAsync(Path, """{"message":"list"}"""));
        Assert.Equal("anonymous@127.0.0.1", _edge.Proxy.Current!.By);
    }

    [Fact]
    public async Task Add_APath_StripsItOnHttps443()
    {
        await _edge.OkAsync(Path, Add);

        var route = Assert.Single(_edge.Proxy.Spec.Routes);
        Assert.Equal(("/test2", true), (route.PathPrefix, route.StripPrefix));
        var listener = Assert.Single(_edge.Proxy.Spec.Listeners);
        Assert.Equal(("https", ":443", listener.Name), (listener.Protocol, listener.Address, Assert.Single(route.Listeners)));
    }

    [Fact]
    public async Task Add_ThePathAgain_ReplacesItsServer()
    {
        await _edge.OkAsync(Path, Add);
        await _edge.OkAsync(Path, """{"message":"add","proxies":[{"path":"/test2/","origin":"https://10.0.0.9"}]}""");

        Assert.Contains("map[/test2:https://10.0.0.9:443]", await _edge.OkAsync(Path, """{"message":"list"}"""), StringComparison.Ordinal);
        Assert.Single(_edge.Proxy.Spec.Upstreams);
    }

    [Fact]
    public async Task Add_Several_EachHasItsResult()
    {
        var answer = await _edge.OkAsync(Path, """{"message":"add","proxies":[{"path":"/b/*catchall","origin":"http://a:1"},{"path":"/a","origin":"http://[::1]:2"}]}""");

        Assert.Equal("""{"message":"add","status":"OK","results":[{"name":"/b/*catchall","status":"OK"},{"name":"/a","status":"OK"}]}""", answer);
        Assert.Contains("map[/a:http://[::1]:2 /b:http://a:1]", await _edge.OkAsync(Path, """{"message":"list"}"""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"message":"add"}""", "proxies")]
    [InlineData("""{"message":"","proxies":[]}""", "message")]
    [InlineData("""{"message":"change","proxies":[]}""", "message")]
    [InlineData("""{"message":"add","proxies":[{"path":"a","origin":"http://a:1"}]}""", "proxies[0].path")]
    [InlineData("""{"message":"add","proxies":[{"path":"/a","origin":"http://a:1"},{"path":"/a/","origin":"http://a:1"}]}""", "proxies[1].path")]
    [InlineData("""{"message":"add","proxies":[{"path":"/a","origin":"http://a:1"},{"path":"/b c","origin":"http://a:1"}]}""", "proxies[1].path")]
    [InlineData("""{"message":"add","proxies":[{"path":"/a","origin":"a:1"}]}""", "proxies[0].origin")]
    [InlineData("""{"message":"add","proxies":[{"path":"/a","origin":"http://a:1/below"}]}""", "proxies[0].origin")]
    [InlineData("""{"message":"add","proxies":[{"path":"/a","origin":"http://u:p@a:1"}]}""", "proxies[0].origin")]
    [InlineData("""{"message":"add","proxies":[{"path":"/a"}]}""", "proxies[0].origin")]
    public async Task Request_Wrong_NothingOfItIsDone(string body, string field)
    {
        var refused = await _edge.RefusedAsync(Path, body);

        Assert.Equal((400, field), (refused.Status, refused.Field));
        Assert.Null(_edge.Proxy.Current);
    }

    [Fact]
    public async Task Delete_WhatIsNotThere_IsOk() =>
        Assert.Equal("""{"message":"delete","status":"OK"}""", await _edge.OkAsync(Path, """{"message":"delete","proxies":[{"path":"/none"}]}"""));

    [Fact]
    public async Task Changes_BesideOthers_LeaveTheirPartsAlone()
    {
        var mine = new ProxySpec
        {
            Listeners = [new ProxyListenerSpec { Name = "web", Protocol = "https", Address = ":443" }, new ProxyListenerSpec { Name = "edge-other", Protocol = "tcp", Address = ":9" }],
            Routes = [new ProxyRouteSpec { Name = "edge-path-mine", Listeners = ["web"], PathPrefix = "/mine", Upstream = "mine" }],
            Upstreams = [new ProxyUpstreamGroupSpec { Name = "mine", Members = [new ProxyUpstreamSpec { Address = "http://mine:1" }] }],
        };
        await _edge.Proxy.ApplyAsync(mine, "me", null, CancellationToken.None);
        await _edge.OkAsync(Path, Add);
        Assert.Equal(2, _edge.Proxy.Spec.Listeners.Count); // the one at this address serves both
        await _edge.OkAsync(Path, """{"message":"delete","proxies":[{"path":"/test2"},{"path":"/mine"}]}""");

        Assert.Empty(_edge.Proxy.Diff(mine));
    }

    [Fact]
    public async Task Changes_AtTheSameTime_AllOfThemStay()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => _edge.OkAsync(Path, $$"""{"message":"add","proxies":[{"path":"/p{{i}}","origin":"http://a:1"}]}""")));

        Assert.Equal(20, _edge.Proxy.Spec.Routes.Count);
    }

    [Fact]
    public async Task Add_PortTaken_NamesTheEntry()
    {
        _edge.Proxy.Failure = new ProviderException(ErrorReason.Conflict, "The listener edge-https cannot have :443.") { Field = "listeners[0].address" };

        var refused = await _edge.RefusedAsync(Path, Add);

        Assert.Equal((409, "listeners[0].address"), (refused.Status, refused.Field)); // which is no part of the request
    }

    [Fact]
    public async Task Call_NoProxyIsConfigured_SaysSo()
    {
        await using var bare = new TestEdge();
        bare.Api.Edge = new EdgeContext { Settings = new EdgeApiSettings { Rest = "127.0.0.1:0", Grpc = "127.0.0.1:0" } };
        await bare.InitializeAsync();

        Assert.Contains("\"proxies\"", (await bare.RefusedAsync(Path, Add)).Message, StringComparison.Ordinal);
    }
}
