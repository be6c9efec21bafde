using Reeve.Plugins.Proxy.Tests.Support;

namespace Reeve.Plugins.Proxy.Tests.Http;

/// <summary>Requests that two servers in a row might understand differently: none may reach the upstream as two.</summary>
public sealed class HostileTests
{
    private const string Hidden = "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n";

    [Theory]
    [InlineData("two lengths", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 33\r\n\r\n")]
    [InlineData("length list", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0, 33\r\n\r\n")]
    [InlineData("unknown coding", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n")]
    [InlineData("two codings", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n")]
    [InlineData("space before the colon", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("folded header", "POST / HTTP/1.1\r\nHost: x\r\nX-A: a\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("bad chunk size", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n")]
    [InlineData("huge chunk size", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n")]
    [InlineData("bare return", "GET / HTTP/1.1\r\nHost: x\r\nX-A: a\rX-B: b\r\n\r\n")]
    [InlineData("null byte", "GET / HTTP/1.1\r\nHost: x\r\nX-A: a\0b\r\n\r\n")]
    [InlineData("no host", "GET / HTTP/1.1\r\n\r\n")]
    [InlineData("two hosts", "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n")]
    [InlineData("tunnel", "CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\nConnection: close\r\n\r\n")]
    [InlineData("null in the target", "GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n")]
    public async Task Smuggling_Attempt_HiddenRequestIsNotServedBehindIt(string what, string request)
    {
        await using var origin = new Origin();
        await using var yard = new ProxyYard();
        await yard.StartAsync(origin.Address);

        var answer = await Clients.RawAsync(yard.EndPoint("web"), request + Hidden);

        Assert.True(!origin.Requests.Contains("GET /hidden"), $"{what}: {string.Join(", ", origin.Requests)}; answer {answer}");
        Assert.DoesNotContain("/hidden", answer, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 4", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Smuggling_LengthAndChunks_ChunksCountAndTheConnectionEnds()
    {
        await using var origin = new Origin();
        await using var yard = new ProxyYard();
        await yard.StartAsync(origin.Address);

        var answer = await Clients.RawAsync(
            yard.EndPoint("web"), "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + Hidden);

        Assert.Equal(["POST /echo"], origin.Requests);
        Assert.Contains("\r\nConnection: close\r\n", answer, StringComparison.Ordinal); // RFC 9112, 6.1
    }

    [Fact]
    public async Task Headers_TooLarge_RefusedAndNothingReachesTheUpstream()
    {
        await using var origin = new Origin();
        await using var yard = new ProxyYard();
        await yard.StartAsync(origin.Address);

        var answer = await Clients.RawAsync(yard.EndPoint("web"), $"GET / HTTP/1.1\r\nHost: x\r\nX-A: {new string('a', 100_000)}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 431", answer, StringComparison.Ordinal);
        Assert.Empty(origin.Requests);
    }

    [Fact]
    public async Task Headers_NeverEnd_ConnectionIsClosed()
    {
        await using var origin = new Origin();
        await using var yard = new ProxyYard("""{"headerSeconds": 1}""");
        await yard.StartAsync(origin.Address);

        var silent = Clients.RawAsync(yard.EndPoint("web"), "");
        var slow = Clients.RawAsync(yard.EndPoint("web"), "GET / HTTP/1.1\r\nHost: x\r\nX-A:");

        Assert.Equal("", await silent);
        Assert.StartsWith("HTTP/1.1 408", await slow, StringComparison.Ordinal);
        Assert.Empty(origin.Requests);
    }
}
