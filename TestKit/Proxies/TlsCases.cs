using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Reeve.Proxies;
using Reeve.Runtime.Proxies.Specs;
using Reeve.TestKit.Conformance;

namespace Reeve.TestKit.Proxies;

/// <summary>What the contract demands of TLS.</summary>
internal static class TlsCases
{
    public static IReadOnlyList<ConformanceCase<ProxySession>> All { get; } =
    [
        new("tls.names.https", "An HTTPS listener shows the certificate of the name that is asked for: itself, its wildcard, the default.", (session, token) => NamesAsync(session, ProxyProtocol.Https, "https", token)),
        new("tls.names.tls", "A TLS listener shows the certificate of the name that is asked for: itself, its wildcard, the default.", (session, token) => NamesAsync(session, ProxyProtocol.Tls, "tls", token)),
        new("tls.none.https", "An HTTPS listener refuses a handshake for which it has no certificate.", (session, token) => NoneAsync(session, ProxyProtocol.Https, "https", token)),
        new("tls.none.tls", "A TLS listener refuses a handshake for which it has no certificate.", (session, token) => NoneAsync(session, ProxyProtocol.Tls, "tls", token)),
        new("tls.http", "HTTP/1.1 and HTTP/2 are served over TLS, with Strict-Transport-Security where a route says so.", HttpAsync),
        new("tls.terminated", "A TLS listener forwards what is inside, by server name.", TerminatedAsync),
        new("tls.passthrough", "A pass-through listener forwards TLS as it is, by server name; other names are cut.", PassthroughAsync),
        new("tls.rotated", "A certificate that is replaced is shown to new connections; open ones go on.", RotatedAsync),
    ];

    private static async Task NamesAsync(ProxySession session, ProxyProtocol protocol, string text, CancellationToken cancellationToken)
    {
        session.Needs(protocol);
        await session.ApplyAsync(
            Document(session, text) with { Certificates = [Certificates.Make("any"), Certificates.Make("wild", "*.example.org"), Certificates.Make("name", "shop.example.org")] }, cancellationToken);
        foreach (var (name, shown) in new[] { ("shop.example.org", "name"), ("SHOP.example.org", "name"), ("a.example.org", "wild"), ("a.b.example.org", "any"), ("other.example", "any") })
        {
            Require.Equal($"CN={shown}", await ShownAsync(session, name, cancellationToken), $"the certificate for {name}");
        }
    }

    private static async Task NoneAsync(ProxySession session, ProxyProtocol protocol, string text, CancellationToken cancellationToken)
    {
        session.Needs(protocol);
        await session.ApplyAsync(Document(session, text) with { Certificates = [Certificates.Make("name", "shop.example.org")] }, cancellationToken);
        Require.Equal(null, await ShownAsync(session, "other.example.org", cancellationToken), "the certificate for another name");
        Require.Equal("CN=name", await ShownAsync(session, "shop.example.org", cancellationToken), "the certificate for the name");
    }

    private static async Task HttpAsync(ProxySession session, CancellationToken cancellationToken)
    {
        session.Needs(ProxyProtocol.Https);
        var origin = session.Origin();
        var document = session.Document(origin.Address, ProxySession.Route("all") with { Hsts = session.Capabilities.Features.Contains("routes.hsts") ? TimeSpan.FromDays(1) : null });
        await session.ApplyAsync(document with { Listeners = [session.Listener(protocol: "https")], Certificates = [Certificates.Make("any")] }, cancellationToken);
        foreach (var version in new[] { HttpVersion.Version11, HttpVersion.Version20 })
        {
            using var client = Asker.New(version);
            using var answer = await client.GetAsync(session.Url(scheme: "https"), cancellationToken);
            Require.Equal((HttpStatusCode.OK, version), (answer.StatusCode, answer.Version), "the answer");
            Require.Equal("https", Asker.Header(await answer.Content.ReadAsStringAsync(cancellationToken), "X-Forwarded-Proto"), "X-Forwarded-Proto");
            if (document.Routes[0].Hsts is not null)
            {
                Require.Equal("max-age=86400", string.Join('|', answer.Headers.GetValues("Strict-Transport-Security")), "Strict-Transport-Security");
            }
        }
    }

    private static async Task TerminatedAsync(ProxySession session, CancellationToken cancellationToken)
    {
        session.Needs(ProxyProtocol.Tls);
        var (one, two) = (session.Serve(new LineServer("one")), session.Serve(new LineServer("two")));
        await session.ApplyAsync(ByName(session, "tls", one, two) with { Certificates = [Certificates.Make("any")] }, cancellationToken);
        Require.Equal("one hello", await SayAsync(session, "one.example.org", cancellationToken), "the first server's answer");
        Require.Equal("two hello", await SayAsync(session, "a.two.example.org", cancellationToken), "the second server's answer");
    }

    private static async Task PassthroughAsync(ProxySession session, CancellationToken cancellationToken)
    {
        session.Needs(ProxyProtocol.TlsPassthrough);
        var (one, two) = (session.Serve(new LineServer("one", tls: true)), session.Serve(new LineServer("two", tls: true)));
        await session.ApplyAsync(ByName(session, "tlsPassthrough", one, two), cancellationToken);
        Require.Equal("one hello", await SayAsync(session, "one.example.org", cancellationToken), "the first server's answer");
        Require.Equal("two hello", await SayAsync(session, "a.two.example.org", cancellationToken), "the second server's answer");
        Require.Equal(null, await ShownAsync(session, "three.example.org", cancellationToken), "the certificate for another name");
    }

    private static async Task RotatedAsync(ProxySession session, CancellationToken cancellationToken)
    {
        session.Needs(ProxyProtocol.Tls);
        var server = session.Serve(new LineServer("one"));
        var document = session.Document(server.Address) with { Listeners = [session.Listener(protocol: "tls")] };
        await session.ApplyAsync(document with { Certificates = [Certificates.Make("former")] }, cancellationToken);
        await using var open = await HandshakeAsync(session, "x.example", cancellationToken);
        await session.ApplyAsync(document with { Certificates = [Certificates.Make("next")] }, cancellationToken);
        Require.Equal("CN=next", await ShownAsync(session, "x.example", cancellationToken), "the certificate");
        Require.Equal("one hello", await SayAsync(open, cancellationToken), "the answer on the open connection");
    }

    private static ProxySpec Document(ProxySession session, string protocol) =>
        session.Document(new Uri(protocol == "https" ? "http://127.0.0.1:1" : "tcp://127.0.0.1:1")) with { Listeners = [session.Listener(protocol: protocol)] };

    private static ProxySpec ByName(ProxySession session, string protocol, LineServer one, LineServer two) => new()
    {
        Listeners = [session.Listener(protocol: protocol)],
        Routes = [ProxySession.Route("one") with { Hosts = ["one.example.org"], Upstream = "one" }, ProxySession.Route("two") with { Hosts = ["*.two.example.org"], Upstream = "two" }],
        Upstreams = [ProxySession.Group("one", one.Address), ProxySession.Group("two", two.Address)],
    };

    [SuppressMessage("Security", "CA5359", Justification = "Which certificate is shown is what is tested; nothing secret is sent.")]
    private static async Task<SslStream> HandshakeAsync(ProxySession session, string name, CancellationToken cancellationToken)
    {
        var socket = await Asker.ConnectAsync(session.EndPoint("web"), cancellationToken);
        var tls = new SslStream(new NetworkStream(socket, ownsSocket: true));
        try
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = name, RemoteCertificateValidationCallback = static (_, _, _, _) => true }, cancellationToken);
            return tls;
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }

    /// <summary>The certificate that is shown for a name; null if the handshake is refused.</summary>
    internal static async Task<string?> ShownAsync(ProxySession session, string name, CancellationToken cancellationToken)
    {
        try
        {
            await using var tls = await HandshakeAsync(session, name, cancellationToken);
            return tls.RemoteCertificate!.Subject;
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException or SocketException)
        {
            return null;
        }
    }

    private static async Task<string> SayAsync(ProxySession session, string name, CancellationToken cancellationToken)
    {
        await using var tls = await HandshakeAsync(session, name, cancellationToken);
        return await SayAsync(tls, cancellationToken);
    }

    private static async Task<string> SayAsync(SslStream tls, CancellationToken cancellationToken)
    {
        await tls.WriteAsync(Encoding.ASCII.GetBytes("hello\n"), cancellationToken);
        return (await Asker.ReadAsync(tls, "one hello\n".Length, cancellationToken)).TrimEnd('\n');
    }
}
