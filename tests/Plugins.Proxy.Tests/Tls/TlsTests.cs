using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Reeve.Plugins.Proxy.Tests.Support;
using Reeve.Proxies;

namespace Reeve.Plugins.Proxy.Tests.Tls;

public sealed class TlsTests
{
    [Theory]
    [InlineData("a.example", "exact")]
    [InlineData("A.Example", "exact")]
    [InlineData("b.example", "wildcard")]
    [InlineData("x.b.example", "default")]
    [InlineData("other", "default")]
    public async Task Handshake_ByServerName_TheRightCertificate(string name, string expected)
    {
        await using var origin = new Origin();
        await using var yard = new ProxyYard();
        await yard.StartAsync(Secure(yard, origin) with
        {
            Certificates = [TestCertificates.Make("default"), TestCertificates.Make("wildcard", "*.example"), TestCertificates.Make("exact", "a.example")],
        });

        Assert.Equal($"CN={expected}", await ServedAsync(yard, name));
    }

    [Fact]
    public async Task Handshake_NoCertificateFits_Refused()
    {
        await using var origin = new Origin();
        await using var yard = new ProxyYard();
        await yard.StartAsync(Secure(yard, origin) with { Certificates = [TestCertificates.Make("exact", "a.example")] });

        await Assert.ThrowsAnyAsync<Exception>(() => ServedAsync(yard, "b.example"));
        Assert.Equal("CN=exact", await ServedAsync(yard, "a.example"));
    }

    [Fact]
    public async Task Certificate_Replaced_NewHandshakesGetItAndOpenConnectionsGoOn()
    {
        await using var origin = new Origin();
        await using var yard = new ProxyYard();
        var secure = Secure(yard, origin);
        await yard.StartAsync(secure with { Certificates = [TestCertificates.Make("old")] });
        using var client = Clients.Http(HttpVersion.Version20);
        await client.GetStringAsync(yard.Url("web", "/", "https"));

        await yard.ApplyAsync(secure with { Certificates = [TestCertificates.Make("new")] });

        Assert.Equal("CN=new", await ServedAsync(yard, "x"));
        Assert.Contains("GET /again", await client.GetStringAsync(yard.Url("web", "/again", "https")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Https_EachVersion_Served(string version)
    {
        await using var origin = new Origin();
        await using var yard = new ProxyYard();
        var secure = Secure(yard, origin);
        await yard.StartAsync(secure with
        {
            Certificates = [TestCertificates.Make("default")], Routes = [secure.Routes[0] with { Hsts = TimeSpan.FromHours(1), RedirectToHttps = true }],
        });
        using var client = Clients.Http(Version.Parse(version));

        using var answer = await client.GetAsync(yard.Url("web", "/", "https"));

        Assert.Equal((HttpStatusCode.OK, Version.Parse(version)), (answer.StatusCode, answer.Version));
        Assert.Equal("max-age=3600", answer.Headers.GetValues("Strict-Transport-Security").Single());
        Assert.Contains("X-Forwarded-Proto: https", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static ProxySnapshot Secure(ProxyYard yard, Origin origin) => yard.Simple(origin.Address) with { Listeners = [yard.Listener("web", ProxyProtocol.Https)] };

    private static async Task<string> ServedAsync(ProxyYard yard, string serverName)
    {
        using var socket = await Clients.ConnectAsync(yard.EndPoint("web"));
        await using var stream = new SslStream(new System.Net.Sockets.NetworkStream(socket), false, (_, _, _, _) => true);
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = serverName, EnabledSslProtocols = SslProtocols.None });
        return new X509Certificate2(stream.RemoteCertificate!).Subject;
    }
}
