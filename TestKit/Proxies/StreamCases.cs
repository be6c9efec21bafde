using System.Net;
using System.Net.Sockets;
using System.Text;
using Reeve.Proxies;
using Reeve.Runtime.Proxies.Specs;
using Reeve.TestKit.Conformance;

namespace Reeve.TestKit.Proxies;

/// <summary>What the contract demands of TCP and UDP.</summary>
internal static class StreamCases
{
    public static IReadOnlyList<ConformanceCase<ProxySession>> All { get; } =
    [
        new("tcp.half-close", "The end of a client's data is passed on, and the server's answer to it arrives.", HalfCloseAsync),
        new("tcp.next-server", "If a server cannot be reached the next one of the group is tried.", NextServerAsync),
        new("tcp.change", "A document with other servers is served when applying it returns, and again after a restart of the agent.", ChangeAsync),
        new("tcp.header.out", "A PROXY protocol header of version 1 tells the server who connects.", HeaderOutAsync),
        new("tcp.header.in", "A listener that expects a PROXY protocol header takes the client's address from it, in either version.", HeaderInAsync),
        new("udp.sessions", "Each client of a UDP listener gets the answers to its own datagrams, from the address that it asked.", UdpAsync),
    ];

    private static async Task HalfCloseAsync(ProxySession session, CancellationToken cancellationToken)
    {
        session.Needs(ProxyProtocol.Tcp);
        var server = session.Serve(new LineServer("one"));
        await session.ApplyAsync(Tcp(session, server.Address), cancellationToken);
        Require.Equal("one hello\nend\n", await TalkAsync(session, "hello\n", cancellationToken), "the answer");
    }

    private static async Task NextServerAsync(ProxySession session, CancellationToken cancellationToken)
    {
        session.Needs(ProxyProtocol.Tcp);
        var server = session.Serve(new LineServer("one"));
        await session.ApplyAsync(Tcp(session, new Uri($"tcp://{session.EndPoint("nobody")}"), server.Address), cancellationToken);
        for (var i = 0; i < 4; i++)
        {
            Require.Equal("one hello\nend\n", await TalkAsync(session, "hello\n", cancellationToken), "the answer");
        }
    }

    private static async Task ChangeAsync(ProxySession session, CancellationToken cancellationToken)
    {
        session.Needs(ProxyProtocol.Tcp);
        foreach (var name in new[] { "one", "two" })
        {
            await session.ApplyAsync(Tcp(session, session.Serve(new LineServer(name)).Address), cancellationToken);
            Require.Equal($"{name} hello\nend\n", await TalkAsync(session, "hello\n", cancellationToken), "the answer");
        }

        await session.ReopenAsync(cancellationToken);
        Require.Equal("two hello\nend\n", await TalkAsync(session, "hello\n", cancellationToken), "the answer after a restart");
    }

    private static async Task HeaderOutAsync(ProxySession session, CancellationToken cancellationToken)
    {
        session.Needs(ProxyProtocol.Tcp);
        session.Needs("upstreams.sendProxyProtocol");
        var server = session.Serve(new LineServer("one"));
        var document = Tcp(session, server.Address);
        await session.ApplyAsync(document with { Upstreams = [document.Upstreams[0] with { SendProxyProtocol = true, ProxyProtocolVersion = 1 }] }, cancellationToken);
        var answer = await TalkAsync(session, "hello\n", cancellationToken);
        Require.True(answer.StartsWith("one PROXY TCP4 127.0.0.1 127.0.0.1 ", StringComparison.Ordinal) && answer.EndsWith("one hello\nend\n", StringComparison.Ordinal), $"the server got {answer}");
    }

    private static async Task HeaderInAsync(ProxySession session, CancellationToken cancellationToken)
    {
        session.Needs("listeners.acceptProxyProtocol");
        var origin = session.Origin();
        var document = session.Document(origin.Address);
        await session.ApplyAsync(document with { Listeners = [session.Listener() with { AcceptProxyProtocol = true }] }, cancellationToken);
        byte[] binary = [.. "\r\n\r\n\0\r\nQUIT\n"u8, 0x21, 0x11, 0, 12, 192, 0, 2, 1, 192, 0, 2, 2, 0x30, 0x39, 0, 80];
        foreach (var header in new[] { "PROXY TCP4 192.0.2.1 192.0.2.2 12345 80\r\n"u8.ToArray(), binary })
        {
            var told = await TalkAsync(session, [.. header, .. "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"u8], halfCloses: false, cancellationToken);
            Require.Equal("192.0.2.1", Asker.Header(told.Replace("\r", "", StringComparison.Ordinal), "X-Forwarded-For"), "X-Forwarded-For");
        }
    }

    private static async Task UdpAsync(ProxySession session, CancellationToken cancellationToken)
    {
        session.Needs(ProxyProtocol.Udp);
        var server = session.Serve(new DatagramServer());
        var document = session.Document(server.Address);
        await session.ApplyAsync(document with { Listeners = [session.Listener(protocol: "udp")] }, cancellationToken);
        using var one = new UdpClient(AddressFamily.InterNetwork);
        using var two = new UdpClient(AddressFamily.InterNetwork);
        one.Connect(session.EndPoint("web")); // what comes from elsewhere does not arrive
        two.Connect(session.EndPoint("web"));
        for (var i = 0; i < 5; i++)
        {
            foreach (var (client, text) in new[] { (one, $"one {i}"), (two, $"two {i}") })
            {
                await client.SendAsync(Encoding.ASCII.GetBytes(text), cancellationToken);
                Require.Equal($"again {text}", Encoding.ASCII.GetString((await client.ReceiveAsync(cancellationToken)).Buffer), "the answer");
            }
        }

        Require.Equal(2, server.Clients, "clients that the server sees");
    }

    /// <summary>A document with one listener of TCP.</summary>
    internal static ProxySpec Tcp(ProxySession session, params Uri[] members) =>
        session.Document(members[0]) with { Listeners = [session.Listener(protocol: "tcp")], Upstreams = [ProxySession.Group("origin", members) with { LoadBalancing = "RoundRobin" }] };

    /// <summary>Sends a text, ends that direction unless told otherwise, and reads to the end.</summary>
    internal static Task<string> TalkAsync(ProxySession session, string text, CancellationToken cancellationToken, bool halfCloses = true) =>
        TalkAsync(session, Encoding.Latin1.GetBytes(text), halfCloses, cancellationToken);

    private static async Task<string> TalkAsync(ProxySession session, byte[] bytes, bool halfCloses, CancellationToken cancellationToken)
    {
        var socket = await Asker.ConnectAsync(session.EndPoint("web"), cancellationToken);
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        await stream.WriteAsync(bytes, cancellationToken);
        if (halfCloses)
        {
            socket.Shutdown(SocketShutdown.Send);
        }

        return await Asker.ReadAsync(stream, 1 << 16, cancellationToken);
    }
}
