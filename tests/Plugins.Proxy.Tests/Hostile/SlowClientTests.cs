using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Reeve.Plugins.Proxy.Tests.Support;
using Reeve.Proxies;
using Reeve.Testing;

namespace Reeve.Plugins.Proxy.Tests.Hostile;

/// <summary>Clients that take their time (slowloris), and clients that say one name and ask for another.</summary>
public sealed class SlowClientTests
{
    [Theory]
    [InlineData(ProxyProtocol.Https)]
    [InlineData(ProxyProtocol.Tls)]
    [InlineData(ProxyProtocol.TlsPassthrough)]
    public async Task Handshake_ThatNeverEnds_ConnectionIsClosed(ProxyProtocol protocol)
    {
        await using var yard = new ProxyYard("""{"headerSeconds": 1}""");
        var upstream = new Uri(protocol is ProxyProtocol.Https ? "http://127.0.0.1:1" : "tcp://127.0.0.1:1");
        await yard.StartAsync(yard.Simple(upstream, protocol: protocol) with { Certificates = [TestCertificates.Make("served")] });

        var silent = Clients.RawAsync(yard.EndPoint("web"), "");
        var slow = Clients.RawAsync(yard.EndPoint("web"), "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03");

        Assert.Equal("", await silent);
        Assert.DoesNotContain("HTTP", await slow, StringComparison.Ordinal);
        await Eventually.TrueAsync(async () => (await yard.Provider.ObserveAsync(CancellationToken.None)).Connections["web"] == 0, "both are closed");
    }

    [Fact]
    public async Task Body_ThatTrickles_ConnectionIsClosedAndTheServerIsTold()
    {
        using var upstream = new RecordingUpstream();
        await using var yard = new ProxyYard();
        await yard.StartAsync(upstream.Address);

        var answer = await Clients.RawAsync(yard.EndPoint("web"), "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nx");

        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
        Assert.Empty(upstream.Requests);
    }

    [Fact]
    public async Task Host_OfAnotherCertificateThanTheHandshake_Misdirected()
    {
        await using var origin = new Origin();
        await using var yard = new ProxyYard();
        var simple = yard.Simple(origin.Address, protocol: ProxyProtocol.Https);
        await yard.StartAsync(simple with { Certificates = [TestCertificates.Make("one", "a.example", "*.a.example"), TestCertificates.Make("two", "b.example")] });

        Assert.Equal(HttpStatusCode.OK, await AskAsync(yard, "a.example", "a.example"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(yard, "a.example", "x.a.example"));
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await AskAsync(yard, "a.example", "b.example"));
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await AskAsync(yard, "a.example", "c.example"));
    }

    // A client of clear text whose connections are encrypted without its knowledge: so it does not insist on one name for both.
    private static async Task<HttpStatusCode> AskAsync(ProxyYard yard, string serverName, string host)
    {
        using var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var stream = new SslStream(new NetworkStream(await Clients.ConnectAsync(yard.EndPoint("web")), ownsSocket: true), false, (_, _, _, _) => true);
                await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = serverName }, cancellationToken);
                return stream;
            },
        });
        using var answer = await client.GetAsync(new Uri($"http://{host}/"));
        return answer.StatusCode;
    }
}
