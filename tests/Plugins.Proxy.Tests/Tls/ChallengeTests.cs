using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Reeve.Plugins.Proxy.Tests.Support;
using Reeve.Proxies;

namespace Reeve.Plugins.Proxy.Tests.Tls;

/// <summary>Challenges of authorities by TLS (RFC 8737), and everybody else meanwhile.</summary>
public sealed class ChallengeTests
{
    private const string Name = "shop.example.org";

    [Theory]
    [InlineData(ProxyProtocol.Https)]
    [InlineData(ProxyProtocol.Tls)]
    public async Task Handshake_OfAnAuthority_AnsweredWithTheChallengeAndEnded(ProxyProtocol protocol)
    {
        await using var yard = new ProxyYard();
        await yard.StartAsync(Snapshot(yard, protocol));

        using var client = await Clients.ConnectAsync(yard.EndPoint("web"));
        await using var stream = new SslStream(new NetworkStream(client), false, (_, _, _, _) => true);
        await stream.AuthenticateAsClientAsync(Asking(Name, "acme-tls/1"));

        Assert.Equal("CN=challenge", stream.RemoteCertificate!.Subject);
        Assert.Equal("acme-tls/1", Encoding.ASCII.GetString(stream.NegotiatedApplicationProtocol.Protocol.Span));
        Assert.Equal(0, await stream.ReadAsync(new byte[1]));
    }

    [Theory]
    [InlineData(ProxyProtocol.Https, Name, "h2")]
    [InlineData(ProxyProtocol.Https, Name, "http/1.1")]
    [InlineData(ProxyProtocol.Https, "other.example.org", "http/1.1")]
    [InlineData(ProxyProtocol.Https, Name, "")]
    [InlineData(ProxyProtocol.Tls, Name, "")]
    public async Task Handshake_OfAnybodyElse_AsWithoutAChallenge(ProxyProtocol protocol, string name, string offered)
    {
        await using var yard = new ProxyYard();
        await yard.StartAsync(Snapshot(yard, protocol));

        using var client = await Clients.ConnectAsync(yard.EndPoint("web"));
        await using var stream = new SslStream(new NetworkStream(client), false, (_, _, _, _) => true);
        await stream.AuthenticateAsClientAsync(Asking(name, offered));

        Assert.Equal("CN=served", stream.RemoteCertificate!.Subject);
        Assert.Equal(offered, Encoding.ASCII.GetString(stream.NegotiatedApplicationProtocol.Protocol.Span));
    }

    [Theory]
    [InlineData(ProxyProtocol.Https)]
    [InlineData(ProxyProtocol.Tls)]
    public async Task Handshake_OfAnAuthorityForANameWithoutChallenge_NotAnsweredByAChallenge(ProxyProtocol protocol)
    {
        await using var yard = new ProxyYard();
        await yard.StartAsync(Snapshot(yard, protocol));

        using var client = await Clients.ConnectAsync(yard.EndPoint("web"));
        await using var stream = new SslStream(new NetworkStream(client), false, (_, _, _, _) => true);
        try
        {
            await stream.AuthenticateAsClientAsync(Asking("other.example.org", "acme-tls/1"));
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            return; // no protocol in common
        }

        Assert.Equal("CN=served", stream.RemoteCertificate!.Subject);
    }

    [Fact]
    public async Task Requests_WhileAChallengeIsOpen_ServedByBothVersions()
    {
        await using var origin = new Origin();
        await using var yard = new ProxyYard();
        await yard.StartAsync(Snapshot(yard, ProxyProtocol.Https) with { Upstreams = [ProxyYard.Group("origin", origin.Address)] });

        foreach (var version in new[] { HttpVersion.Version11, HttpVersion.Version20 })
        {
            using var client = Clients.Http(version);
            Assert.Contains("GET /", await client.GetStringAsync(yard.Url("web", "/", "https")), StringComparison.Ordinal);
        }
    }

    private static ProxySnapshot Snapshot(ProxyYard yard, ProxyProtocol protocol) =>
        yard.Simple(new Uri(protocol is ProxyProtocol.Https ? "http://127.0.0.1:1" : "tcp://127.0.0.1:1"), protocol: protocol) with
        {
            Certificates = [TestCertificates.Make("served"), TestCertificates.Make("challenge", Name) with { AlpnProtocol = "acme-tls/1" }],
        };

    private static SslClientAuthenticationOptions Asking(string name, string protocol) => new()
    {
        TargetHost = name, ApplicationProtocols = protocol.Length == 0 ? null : [new SslApplicationProtocol(protocol)],
    };
}
