using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Reeve.Plugins.Proxy.Tests.Support;
using Reeve.Plugins.Proxy.Tls;
using Reeve.Proxies;
using Reeve.Testing;

namespace Reeve.Plugins.Proxy.Tests.Tcp;

public sealed class TlsStreamTests
{
    [Fact]
    public async Task Tls_EndsHere_ServerSeesClearTextAndHalfCloseIsPassedOn()
    {
        using var origin = new TcpOrigin();
        await using var yard = new ProxyYard();
        await yard.StartAsync(yard.Simple(origin.Address) with
        {
            Listeners = [yard.Listener("web", ProxyProtocol.Tls) with { AcceptProxyProtocol = true }], Certificates = [TestCertificates.Make("here")],
        });
        using var client = await Clients.ConnectAsync(yard.EndPoint("web"));
        await client.SendAsync("PROXY UNKNOWN\r\n"u8.ToArray());
        await using var stream = new SslStream(new NetworkStream(client), false, (_, _, _, _) => true);
        await stream.AuthenticateAsClientAsync("any");
        using var server = await origin.AcceptAsync();

        await stream.WriteAsync("question"u8.ToArray());
        Assert.Equal("question", await server.ReadTextAsync(8));
        await server.SendAsync("answer"u8.ToArray());
        server.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream, Encoding.Latin1);

        Assert.Equal("answer", await reader.ReadToEndAsync());
        await stream.ShutdownAsync();
        Assert.Equal("", await server.ReadTextAsync(1));
    }

    [Fact]
    public async Task Passthrough_ByServerName_EachServerShowsItsOwnCertificate()
    {
        using var one = new TcpOrigin();
        using var two = new TcpOrigin();
        await using var yard = new ProxyYard();
        await yard.StartAsync(new ProxySnapshot
        {
            Revision = 1,
            Listeners = [yard.Listener("web", ProxyProtocol.TlsPassthrough)],
            Routes = [ProxyYard.Route("one", upstream: "one") with { Hosts = ["one.example"] }, ProxyYard.Route("two", upstream: "two") with { Hosts = ["*.two.example"] }],
            Upstreams = [ProxyYard.Group("one", one.Address), ProxyYard.Group("two", two.Address)],
        });

        Assert.Equal("CN=one", await ShakeHandsAsync(yard, one, "one.example", "one"));
        Assert.Equal("CN=two", await ShakeHandsAsync(yard, two, "x.two.example", "two"));
        Assert.Equal("", await Clients.RawAsync(yard.EndPoint("web"), "GET / HTTP/1.1\r\n\r\n"));
    }

    [Fact]
    public async Task ClientHello_OfARealClient_NameIsFoundFromAnyPieces()
    {
        foreach (var name in new[] { "shop.example.org", "a", new string('x', 60) + ".example" })
        {
            var hello = await HelloAsync(name);
            for (var i = 0; i < hello.Length; i++)
            {
                Assert.Null(ClientHello.TryRead(hello.AsSpan(0, i), out _));
            }

            Assert.True(ClientHello.TryRead(hello, out var read));
            Assert.Equal(name, read!.ServerName);
            Assert.Equal(["h2", "acme-tls/1"], read.Protocols);
            Assert.True(ClientHello.TryRead(InRecordsOf(7, hello), out read));
            Assert.Equal(name, read!.ServerName);
        }
    }

    [Fact]
    public async Task ClientHello_AnyByteChanged_NeverThrows()
    {
        var hello = await HelloAsync("shop.example.org");
        for (var i = 0; i < hello.Length; i++)
        {
            foreach (var value in new byte[] { 0, 1, 0x7f, 0xff })
            {
                var changed = (byte[])hello.Clone();
                changed[i] = value;
                var answer = ClientHello.TryRead(changed, out var read);
                Assert.Equal(answer is true, read is not null);
                Assert.True(read is null || read.ServerName.Length <= hello.Length);
            }
        }
    }

    private static async Task<string> ShakeHandsAsync(ProxyYard yard, TcpOrigin origin, string serverName, string commonName)
    {
        var certificate = TestCertificates.Make(commonName);
        using var served = X509Certificate2.CreateFromPem(certificate.ChainPem, certificate.KeyPem);
        using var client = await Clients.ConnectAsync(yard.EndPoint("web"));
        await using var stream = new SslStream(new NetworkStream(client), false, (_, _, _, _) => true);
        var shaking = stream.AuthenticateAsClientAsync(serverName);
        using var server = await origin.AcceptAsync();
        await using var behind = new SslStream(new NetworkStream(server));
        await behind.AuthenticateAsServerAsync(served);
        await shaking;
        return stream.RemoteCertificate!.Subject;
    }

    private static async Task<byte[]> HelloAsync(string name)
    {
        using var origin = new TcpOrigin();
        using var client = await Clients.ConnectAsync(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, origin.Address.Port));
        await using var stream = new SslStream(new NetworkStream(client), false, (_, _, _, _) => true);
        var shaking = stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = name, ApplicationProtocols = [SslApplicationProtocol.Http2, new SslApplicationProtocol("acme-tls/1")],
        });
        using (var server = await origin.AcceptAsync())
        {
            var head = Encoding.Latin1.GetBytes(await server.ReadTextAsync(5));
            var rest = Encoding.Latin1.GetBytes(await server.ReadTextAsync((head[3] << 8) | head[4]));
            server.Close();
            await Assert.ThrowsAnyAsync<IOException>(() => shaking.WaitAsync(Eventually.Deadline));
            return [.. head, .. rest];
        }
    }

    private static byte[] InRecordsOf(int size, byte[] record) =>
        [.. record.Skip(5).Chunk(size).SelectMany(piece => (byte[])[22, 3, 1, 0, (byte)piece.Length, .. piece])];
}
