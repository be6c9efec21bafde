using System.Net;
using System.Net.Sockets;
using System.Text;
using Reeve.Proxies;
using Reeve.Runtime.Proxies.Specs;
using Reeve.TestKit.Conformance;

namespace Reeve.TestKit.Proxies;

/// <summary>What the contract demands of routes that are for certain clients alone.</summary>
internal static class SourceCases
{
    private const string Feature = "routes.allowedSources";

    private static readonly string[] Here = ["10.0.0.0/8", "127.0.0.0/8"];
    private static readonly string[] Elsewhere = ["192.0.2.0/24", "2001:db8::/32"];

    public static IReadOnlyList<ConformanceCase<ProxySession>> All { get; } =
    [
        new("source.http", "A client from elsewhere than a route's networks gets 403, also instead of a fixed answer; no other route serves it, and no server is asked.", HttpAsync),
        new("source.header", "Where a PROXY protocol header is accepted, the client that it names counts.", HeaderAsync),
        new("source.tcp", "A TCP client from elsewhere than a route's networks gets nothing, and no server is asked.", TcpAsync),
        new("source.open", "A TCP connection that is open goes on when its route is for others from now on.", OpenAsync),
        new("source.names", "Behind TLS a route for others keeps its server name: no other route serves the client.", NamesAsync),
        new("source.udp", "A datagram from elsewhere than a route's networks is dropped.", UdpAsync),
    ];

    private static async Task HttpAsync(ProxySession session, CancellationToken cancellationToken)
    {
        session.Needs(Feature);
        var origin = session.Origin();
        await session.ApplyAsync(
            session.Document(
                origin.Address,
                ProxySession.Route("all"),
                ProxySession.Route("here") with { PathPrefix = "/here", AllowedSources = Here },
                ProxySession.Route("elsewhere") with { PathPrefix = "/elsewhere", AllowedSources = Elsewhere },
                ProxySession.Route("fixed") with { PathPrefix = "/fixed", AllowedSources = Elsewhere, Upstream = null, Response = new ProxyResponseSpec { Status = 200 } }),
            cancellationToken);
        foreach (var target in new[] { "/elsewhere", "/elsewhere/x?y", "/fixed" })
        {
            Require.Equal(HttpStatusCode.Forbidden, (await Asker.AskAsync(session.Url(target), cancellationToken)).Status, $"the answer to {target}");
        }

        Require.True(origin.Requests.IsEmpty, "the server was asked");
        foreach (var target in new[] { "/", "/here/x" })
        {
            Require.Equal(HttpStatusCode.OK, (await Asker.AskAsync(session.Url(target), cancellationToken)).Status, $"the answer to {target}");
        }
    }

    private static async Task HeaderAsync(ProxySession session, CancellationToken cancellationToken)
    {
        session.Needs(Feature);
        session.Needs("listeners.acceptProxyProtocol");
        var origin = session.Origin();
        var document = session.Document(origin.Address, ProxySession.Route("all") with { AllowedSources = Elsewhere });
        await session.ApplyAsync(document with { Listeners = [session.Listener() with { AcceptProxyProtocol = true }] }, cancellationToken);
        foreach (var (client, status) in new[] { ("192.0.2.1", "200"), ("127.0.0.1", "403") })
        {
            var answer = await StreamCases.TalkAsync(session, $"PROXY TCP4 {client} 192.0.2.2 12345 80\r\nGET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", cancellationToken, halfCloses: false);
            Require.Equal(status, answer.Split(' ').ElementAtOrDefault(1), $"the answer to {client}");
        }
    }

    private static async Task TcpAsync(ProxySession session, CancellationToken cancellationToken)
    {
        session.Needs(Feature);
        session.Needs(ProxyProtocol.Tcp);
        var server = session.Serve(new LineServer("one"));
        foreach (var (networks, answer) in new[] { (Elsewhere, ""), (Here, "one hello\nend\n") })
        {
            await session.ApplyAsync(Tcp(session, server, networks), cancellationToken);
            Require.Equal(answer, await StreamCases.TalkAsync(session, "hello\n", cancellationToken), "the answer");
        }
    }

    private static async Task OpenAsync(ProxySession session, CancellationToken cancellationToken)
    {
        session.Needs(Feature);
        session.Needs(ProxyProtocol.Tcp);
        var server = session.Serve(new LineServer("one"));
        await session.ApplyAsync(Tcp(session, server, Here), cancellationToken);
        await using var stream = new NetworkStream(await Asker.ConnectAsync(session.EndPoint("web"), cancellationToken), ownsSocket: true);
        foreach (var networks in new[] { Here, Elsewhere })
        {
            await session.ApplyAsync(Tcp(session, server, networks), cancellationToken);
            await stream.WriteAsync(Encoding.ASCII.GetBytes("hello\n"), cancellationToken);
            Require.Equal("one hello\n", await Asker.ReadAsync(stream, "one hello\n".Length, cancellationToken), "the answer on the open connection");
        }
    }

    private static async Task NamesAsync(ProxySession session, CancellationToken cancellationToken)
    {
        session.Needs(Feature);
        session.Needs(ProxyProtocol.TlsPassthrough);
        var (one, two) = (session.Serve(new LineServer("one", tls: true)), session.Serve(new LineServer("two", tls: true)));
        await session.ApplyAsync(
            new ProxySpec
            {
                Listeners = [session.Listener(protocol: "tlsPassthrough")],
                Routes =
                [
                    ProxySession.Route("one") with { Hosts = ["one.example.org"], AllowedSources = Elsewhere, Upstream = "one" },
                    ProxySession.Route("three") with { Hosts = ["three.example.org"], AllowedSources = Here, Upstream = "one" }, ProxySession.Route("two") with { Upstream = "two" },
                ],
                Upstreams = [ProxySession.Group("one", one.Address), ProxySession.Group("two", two.Address)],
            },
            cancellationToken);
        foreach (var (name, shown) in new[] { ("one.example.org", null), ("two.example.org", "CN=two"), ("three.example.org", "CN=one") })
        {
            Require.Equal(shown, await TlsCases.ShownAsync(session, name, cancellationToken), $"the certificate for {name}");
        }
    }

    private static async Task UdpAsync(ProxySession session, CancellationToken cancellationToken)
    {
        session.Needs(Feature);
        session.Needs(ProxyProtocol.Udp);
        var (server, closed) = (session.Serve(new DatagramServer()), session.Serve(new DatagramServer()));
        await session.ApplyAsync(
            new ProxySpec
            {
                Listeners = [session.Listener("closed", "udp"), session.Listener("open", "udp")],
                Routes =
                [
                    ProxySession.Route("closed", "closed") with { AllowedSources = Elsewhere, Upstream = "closed" },
                    ProxySession.Route("open", "open") with { AllowedSources = Here },
                ],
                Upstreams = [ProxySession.Group("origin", server.Address), ProxySession.Group("closed", closed.Address)],
            },
            cancellationToken);
        using var client = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        for (var i = 0; i < 3; i++)
        {
            await client.SendAsync(Encoding.ASCII.GetBytes("closed"), session.EndPoint("closed"), cancellationToken);
            await client.SendAsync(Encoding.ASCII.GetBytes("open"), session.EndPoint("open"), cancellationToken);
            Require.Equal("again open", Encoding.ASCII.GetString((await client.ReceiveAsync(cancellationToken)).Buffer), "the answer");
        }

        Require.Equal(0, closed.Clients, "clients that the other server sees");
    }

    private static ProxySpec Tcp(ProxySession session, LineServer server, string[] networks)
    {
        var document = StreamCases.Tcp(session, server.Address);
        return document with { Routes = [document.Routes[0] with { AllowedSources = networks }] };
    }
}
