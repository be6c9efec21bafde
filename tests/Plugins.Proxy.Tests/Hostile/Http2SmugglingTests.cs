using System.Text;
using Reeve.Plugins.Proxy.Tests.Support;

namespace Reeve.Plugins.Proxy.Tests.Hostile;

/// <summary>Requests of HTTP/2 that would become two, or other ones, when they are written as HTTP/1.1.</summary>
public sealed class Http2SmugglingTests
{
    private const string Hidden = "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n";

    public static TheoryData<string, string, string, string, string> Requests { get; } = new()
    {
        { "GET", "/a", "transfer-encoding", "chunked", "" },
        { "GET", "/a", "connection", "close", "" },
        { "GET", "/a", "connection", "transfer-encoding", "" },
        { "GET", "/a", "keep-alive", "1", "" },
        { "GET", "/a", "upgrade", "h2c", "" },
        { "GET", "/a", "proxy-connection", "close", "" },
        { "GET", "/a", "te", "gzip", "" },
        { "GET", "/a", "x-a", "b\r\nX-Injected: c", "" },
        { "GET", "/a", "x-a", "b\nX-Injected: c", "" },
        { "GET", "/a", "x-a", "b\0c", "" },
        { "GET", "/a", "x-a", "b\r\n\r\n" + Hidden, "" },
        { "GET", "/a", "x-a: b\r\nX-Injected", "c", "" },
        { "GET", "/a", "x a", "b", "GET /a 0" },
        { "GET", "/a", "X-Upper", "b", "" },
        { "GET", "/a", "", "b", "" },
        { "GET", "/a", ":path", "/b", "" },
        { "GET", "/a", ":unknown", "b", "" },
        { "GET", "/a", "host", "other", "GET /a 0" },
        { "GET", "/a HTTP/1.1\r\nHost: x\r\n\r\n" + Hidden, "x-a", "b", "" },
        { "GET", "/a b", "x-a", "b", "" },
        { "GET", "a", "x-a", "b", "" },
        { "GET", "", "x-a", "b", "" },
        { "GET /hidden HTTP/1.1\r\nX-A:", "/a", "x-a", "b", "" },
        { "G ET", "/a", "x-a", "b", "" },
        { "POST", "/a", "content-length", "5", "" },
        { "POST", "/a", "content-length", "0x0", "" },
        { "POST", "/a", "content-length", "+0", "POST /a 0" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Request_WithASurprise_RefusedOrForwardedAsOne(string method, string path, string name, string value, string reaches)
    {
        using var upstream = new RecordingUpstream();
        await using var yard = new ProxyYard();
        await yard.StartAsync(upstream.Address);
        using var client = await RawHttp2.ConnectAsync(yard.EndPoint("web"));

        await client.SendAsync(RawHttp2.Frame(
            RawHttp2.HeadersFrame, RawHttp2.EndHeaders | RawHttp2.EndStream, 1,
            RawHttp2.Block((":method", method), (":scheme", "http"), (":path", path), (":authority", "x"), (name, value))));
        var answer = await client.ReadAsync((type, stream, _) => type == RawHttp2.GoAway || stream == 1);

        // Another request shows that what came before has been dealt with.
        using var other = Clients.Http();
        using var last = await other.GetAsync(yard.Url("web", "/last"));
        Assert.Empty(upstream.Violations);
        Assert.True(answer is null || answer.Value.Type is RawHttp2.GoAway or RawHttp2.Reset or RawHttp2.HeadersFrame);
        Assert.Equal(reaches.Length == 0 ? ["GET /last 0"] : [reaches, "GET /last 0"], upstream.Requests);
        Assert.DoesNotContain("injected", string.Join('\n', upstream.Headers), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Body_ShorterOrLongerThanItsLength_ServerGetsNoSecondRequest()
    {
        foreach (var body in new[] { "abc", "abcdefgh" + Hidden })
        {
            using var upstream = new RecordingUpstream();
            await using var yard = new ProxyYard();
            await yard.StartAsync(upstream.Address);
            using var client = await RawHttp2.ConnectAsync(yard.EndPoint("web"));

            await client.SendAsync(
            [
                .. RawHttp2.Frame(RawHttp2.HeadersFrame, RawHttp2.EndHeaders, 1, RawHttp2.Block((":method", "POST"), (":scheme", "http"), (":path", "/a"), (":authority", "x"), ("content-length", "5"))),
                .. RawHttp2.Frame(RawHttp2.Data, RawHttp2.EndStream, 1, Encoding.ASCII.GetBytes(body)),
            ]);
            await client.ReadAsync((type, stream, _) => type == RawHttp2.GoAway || (stream == 1 && type is RawHttp2.Reset or RawHttp2.HeadersFrame));

            using var other = Clients.Http();
            using var last = await other.GetAsync(yard.Url("web", "/last"));
            Assert.Empty(upstream.Violations);
            Assert.Equal(["GET /last 0"], upstream.Requests);
        }
    }
}
