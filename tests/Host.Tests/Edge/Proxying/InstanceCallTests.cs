using Reeve.Host.Tests.Edge.Support;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Host.Tests.Edge.Proxying;

/// <summary><c>/v1/nginx</c> as the agent's clients know it.</summary>
public sealed class InstanceCallTests : IAsyncLifetime
{
    private const string Path = "/v1/nginx";

    private const string Add = """
        {"message":"add","name":"test1","ports":[{"mexproto":"LProtoHTTP","external":"8888","internal":"8888","origin":"127.0.0.1:8888","path":"/hello"},{"mexproto":"LProtoTCP","external":"7777","origin":"127.0.0.1:777"},{"mexproto":"LProtoUDP","external":"6666","origin":"127.0.0.1:6666"}]}
        """;

    private readonly TestEdge _edge = new();

    public Task InitializeAsync() => _edge.InitializeAsync();

    public async Task DisposeAsync() => await _edge.DisposeAsync();

    [Fact]
    public async Task Session_AsPrinted_RepliesAsKnown()
    {
        Assert.Equal("""{"message":"OK"}""", await _edge.OkAsync(Path, Add));
        Assert.StartsWith("""{"message":"list","status":"['test1-nginx-lbproxy' ]",""", await _edge.OkAsync(Path, """{"message":"list"}"""), StringComparison.Ordinal);
        Assert.Equal("""{"message":"OK"}""", await _edge.OkAsync(Path, """{"message":"delete","name":"test1"}"""));
        Assert.Equal("""{"message":"list","status":"[]"}""", await _edge.OkAsync(Path, """{"message":"list"}"""));
        Assert.Equal(0, _edge.Proxy.Spec.Listeners.Count + _edge.Proxy.Spec.Routes.Count + _edge.Proxy.Spec.Upstreams.Count);
    }

    [Fact]
    public async Task Add_AsPrinted_MakesTheThreeListeners()
    {
        await _edge.OkAsync(Path, Add);

        Assert.Equal([("https", ":8888"), ("tcp", ":7777"), ("udp", ":6666")], _edge.Proxy.Spec.Listeners.Select(one => (one.Protocol, one.Address)));
        Assert.Equal([("/hello", false), (null, false), (null, false)], _edge.Proxy.Spec.Routes.Select(one => (one.PathPrefix, one.StripPrefix)));
        Assert.Equal(["http://127.0.0.1:8888", "tcp://127.0.0.1:777", "udp://127.0.0.1:6666"], _edge.Proxy.Spec.Upstreams.Select(one => one.Members[0].Address));
    }

    [Fact]
    public async Task List_Instances_AreReadFromTheDocument()
    {
        await _edge.OkAsync(Path, Add);

        Assert.EndsWith(
            """
            "instances":[{"name":"test1","ports":[{"origin":"127.0.0.1:8888","path":"/hello","external":"8888","mexproto":"LProtoHTTP"},{"origin":"127.0.0.1:777","external":"7777","mexproto":"LProtoTCP"},{"origin":"127.0.0.1:6666","external":"6666","mexproto":"LProtoUDP"}]}]}
            """.Trim(),
            await _edge.OkAsync(Path, """{"message":"list"}"""),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_SeveralPathsOfAPort_ShareItsListener()
    {
        await _edge.OkAsync(Path, """{"message":"add","name":"a","ports":[{"mexproto":"LProtoHTTP","external":"80","origin":"a:1","path":"/x"},{"mexproto":"LProtoHTTP","external":"80","origin":"b:1"}]}""");

        Assert.Single(_edge.Proxy.Spec.Listeners);
        Assert.Equal(["/x", "/"], _edge.Proxy.Spec.Routes.Select(one => one.PathPrefix));
        await _edge.OkAsync(Path, """{"message":"delete","name":"a"}""");
        Assert.Empty(_edge.Proxy.Spec.Routes);
    }

    [Theory]
    [InlineData("""{"message":"add","name":"test1","ports":[{"mexproto":"LProtoTCP","external":"1","origin":"a:1"}]}""", "name")]
    [InlineData("""{"message":"add","name":"test2","ports":[{"mexproto":"LProtoTCP","external":"1","origin":"a:1"},{"mexproto":"LProtoTCP","external":"8888","origin":"a:1"}]}""", "ports[1].external")]
    [InlineData("""{"message":"add","name":"test2","ports":[{"mexproto":"LProtoUDP","external":"6666","origin":"a:1"}]}""", "ports[0].external")]
    public async Task Add_WhatIsTaken_ConflictByField(string body, string field)
    {
        await _edge.OkAsync(Path, Add);
        var before = _edge.Proxy.Spec;

        var refused = await _edge.RefusedAsync(Path, body);

        Assert.Equal((409, field), (refused.Status, refused.Field));
        Assert.Empty(_edge.Proxy.Diff(before));
    }

    [Fact]
    public async Task Add_SamePortOfTheOtherTransport_IsNoConflict()
    {
        await _edge.OkAsync(Path, Add);
        await _edge.OkAsync(Path, """{"message":"add","name":"test2","ports":[{"mexproto":"LProtoUDP","external":"7777","origin":"a:1"}]}""");

        Assert.Contains("['test1-nginx-lbproxy' 'test2-nginx-lbproxy' ]", await _edge.OkAsync(Path, """{"message":"list"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_AnotherProgramHasThePort_ConflictByField()
    {
        _edge.Proxy.Failure = new ProviderException(ErrorReason.Conflict, "Another program has that port.") { Field = "listeners[1].address" };

        var refused = await _edge.RefusedAsync(Path, Add);

        Assert.Equal((409, "ports[1].external"), (refused.Status, refused.Field));
    }

    [Theory]
    [InlineData("""{"message":"add","ports":[{"mexproto":"LProtoTCP","external":"1","origin":"a:1"}]}""", "name")]
    [InlineData("""{"message":"add","name":"A_b","ports":[{"mexproto":"LProtoTCP","external":"1","origin":"a:1"}]}""", "name")]
    [InlineData("""{"message":"add","name":"a"}""", "ports")]
    [InlineData("""{"message":"add","name":"a","ports":[{"mexproto":"tcp","external":"1","origin":"a:1"}]}""", "ports[0].mexproto")]
    [InlineData("""{"message":"add","name":"a","ports":[{"mexproto":"LProtoTCP","external":"0","origin":"a:1"}]}""", "ports[0].external")]
    [InlineData("""{"message":"add","name":"a","ports":[{"mexproto":"LProtoTCP","external":"70000","origin":"a:1"}]}""", "ports[0].external")]
    [InlineData("""{"message":"add","name":"a","ports":[{"mexproto":"LProtoTCP","origin":"a:1"}]}""", "ports[0].external")]
    [InlineData("""{"message":"add","name":"a","ports":[{"mexproto":"LProtoTCP","external":"1","origin":"a"}]}""", "ports[0].origin")]
    [InlineData("""{"message":"add","name":"a","ports":[{"mexproto":"LProtoUDP","external":"1","origin":"tcp://a:1"}]}""", "ports[0].origin")]
    [InlineData("""{"message":"add","name":"a","ports":[{"mexproto":"LProtoHTTP","external":"1","origin":"a:1","path":"x y"}]}""", "ports[0].path")]
    [InlineData("""{"message":"add","name":"a","ports":[{"mexproto":"LProtoTCP","external":"1","origin":"a:1"},{"mexproto":"LProtoHTTP","external":"1","origin":"a:1"}]}""", "ports[1].external")]
    [InlineData("""{"message":"restart","name":"a"}""", "message")]
    [InlineData("""{"message":"delete"}""", "name")]
    public async Task Request_Wrong_NothingOfItIsDone(string body, string field)
    {
        var refused = await _edge.RefusedAsync(Path, body);

        Assert.Equal((400, field), (refused.Status, refused.Field));
        Assert.Null(_edge.Proxy.Current);
    }

    [Fact]
    public async Task Delete_BesideOthers_LeavesTheirPartsAlone()
    {
        await _edge.OkAsync(Path, Add);
        await _edge.OkAsync(Path, """{"message":"add","name":"test1-tcp-1","ports":[{"mexproto":"LProtoTCP","external":"2","origin":"a:1"}]}""");
        await _edge.OkAsync("/v1/proxy", """{"message":"add","proxies":[{"path":"/p","origin":"http://a:1"}]}""");
        await _edge.OkAsync(Path, """{"message":"delete","name":"test1"}""");

        Assert.Equal(["nginx-test1-tcp-1-tcp-2", "edge-https"], _edge.Proxy.Spec.Listeners.Select(one => one.Name));
        await _edge.OkAsync(Path, """{"message":"delete","name":"none"}""");
        Assert.Equal(2, _edge.Proxy.Spec.Routes.Count);
    }

    [Fact]
    public async Task NginxKcp_Always_IsRefusedWithTheWayOut()
    {
        var refused = await _edge.RefusedAsync("/v1/nginx-kcp", """{"message":"add","name":"a","port":"1"}""");

        Assert.Equal(501, refused.Status);
        Assert.Contains("kubeconfig", refused.Message, StringComparison.Ordinal);
    }
}
