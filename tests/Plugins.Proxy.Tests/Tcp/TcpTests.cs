using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Reeve.Plugins.Proxy.Tests.Support;
using Reeve.Proxies;
using Reeve.Testing;

namespace Reeve.Plugins.Proxy.Tests.Tcp;

public sealed class TcpTests
{
    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Data_BothWaysAtOnce_ArrivesWholeAndEndsArePassedOn(string splice)
    {
        using var origin = new TcpOrigin();
        await using var yard = new ProxyYard($$"""{"splice": {{splice}}}""");
        await StartAsync(yard, origin.Address);
        using var client = await Clients.ConnectAsync(yard.EndPoint("web"));
        using var server = await origin.AcceptAsync();
        var (up, down) = (RandomNumberGenerator.GetBytes(5_000_000), RandomNumberGenerator.GetBytes(3_000_001));

        var sending = Task.WhenAll(SendAllAsync(client, up), SendAllAsync(server, down));
        var received = await Task.WhenAll(ReceiveAllAsync(server), ReceiveAllAsync(client));
        await sending;

        Assert.True(up.AsSpan().SequenceEqual(received[0]));
        Assert.True(down.AsSpan().SequenceEqual(received[1]));
        await Eventually.TrueAsync(async () => await OpenAsync(yard) == 0, "the connection is forgotten");
    }

    [Fact]
    public async Task HalfClose_ByTheClient_AnswerStillArrives()
    {
        using var origin = new TcpOrigin();
        await using var yard = new ProxyYard();
        await StartAsync(yard, origin.Address);
        using var client = await Clients.ConnectAsync(yard.EndPoint("web"));
        using var server = await origin.AcceptAsync();

        await client.SendAsync("question"u8.ToArray());
        client.Shutdown(SocketShutdown.Send);
        Assert.Equal("question", await server.ReadTextAsync(100));
        await server.SendAsync("answer"u8.ToArray());
        server.Shutdown(SocketShutdown.Send);

        Assert.Equal("answer", await client.ReadTextAsync(100));
    }

    [Fact]
    public async Task SlowReceiver_MuchData_NothingIsLost()
    {
        using var origin = new TcpOrigin();
        await using var yard = new ProxyYard();
        await StartAsync(yard, origin.Address);
        using var client = await Clients.ConnectAsync(yard.EndPoint("web"));
        using var server = await origin.AcceptAsync();
        var down = RandomNumberGenerator.GetBytes(60_000_000);

        var sending = SendAllAsync(server, down);
        await client.ReceiveAsync(Memory<byte>.Empty);
        Assert.False(sending.IsCompleted); // more than buffers hold: the sender waits for the receiver
        var received = await ReceiveAllAsync(client);
        await sending;

        Assert.True(down.AsSpan().SequenceEqual(received));
    }

    [Fact]
    public async Task Reset_ByTheServer_IsAResetForTheClientToo()
    {
        using var origin = new TcpOrigin();
        await using var yard = new ProxyYard();
        await StartAsync(yard, origin.Address);
        using var client = await Clients.ConnectAsync(yard.EndPoint("web"));
        var server = await origin.AcceptAsync();
        await server.SendAsync("x"u8.ToArray());
        Assert.Equal("x", await client.ReadTextAsync(1));

        server.LingerState = new LingerOption(true, 0);
        server.Close();

        using var limit = new CancellationTokenSource(Eventually.Deadline);
        var error = await Assert.ThrowsAsync<SocketException>(() => client.ReceiveAsync(new byte[1], limit.Token).AsTask());
        Assert.Equal(SocketError.ConnectionReset, error.SocketErrorCode);
    }

    [Fact]
    public async Task Idle_NothingMoves_ConnectionEnds()
    {
        var clock = new ManualTimeProvider();
        using var origin = new TcpOrigin();
        await using var yard = new ProxyYard("""{"idleSeconds": 20}""", clock);
        await StartAsync(yard, origin.Address);
        using var client = await Clients.ConnectAsync(yard.EndPoint("web"));
        using var server = await origin.AcceptAsync();
        await EchoAsync(client, server, "one");

        clock.Advance(TimeSpan.FromSeconds(15));
        await EchoAsync(client, server, "two");
        clock.Advance(TimeSpan.FromSeconds(15));
        await EchoAsync(client, server, "three");
        clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal("", await client.ReadTextAsync(1));
    }

    [Fact]
    public async Task Server_IsDown_TheNextOneIsTaken()
    {
        using var origin = new TcpOrigin();
        await using var yard = new ProxyYard();
        await StartAsync(yard, new Uri($"tcp://127.0.0.1:{FreePorts.Find()}"), group => group with
        {
            Members = [.. group.Members, new ProxyUpstream { Address = origin.Address }], LoadBalancing = "First",
        });
        using var client = await Clients.ConnectAsync(yard.EndPoint("web"));
        using var server = await origin.AcceptAsync();

        await EchoAsync(client, server, "hello");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task ProxyProtocol_InAndOut_ServerLearnsTheFirstClient(int version)
    {
        using var origin = new TcpOrigin();
        await using var yard = new ProxyYard();
        var snapshot = Snapshot(yard, origin.Address, group => group with { SendProxyProtocol = true, ProxyProtocolVersion = version });
        await yard.StartAsync(snapshot with { Listeners = [snapshot.Listeners[0] with { AcceptProxyProtocol = true }] });
        using var client = await Clients.ConnectAsync(yard.EndPoint("web"));
        await client.SendAsync("PROXY TCP4 203.0.113.7 192.0.2.1 5555 80\r\nhello"u8.ToArray());
        using var server = await origin.AcceptAsync();

        var expected = version == 1
            ? "PROXY TCP4 203.0.113.7 192.0.2.1 5555 80\r\nhello"
            : "\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c\u00cb\0\x71\x07\u00c0\0\x02\x01\x15\u00b3\0Phello";
        Assert.Equal(expected, await server.ReadTextAsync(expected.Length));
    }

    [Fact]
    public async Task Loop_UpstreamIsTheListenerItself_ConnectionIsClosed()
    {
        await using var yard = new ProxyYard();
        var listener = yard.Listener("web", ProxyProtocol.Tcp);
        await StartAsync(yard, new Uri($"tcp://{listener.Endpoint}"));

        Assert.Equal("", await Clients.RawAsync(yard.EndPoint("web"), "hello"));
        await Eventually.TrueAsync(async () => await OpenAsync(yard) == 0, "nothing goes round");
    }

    [Fact]
    public async Task Chain_OfTwoListeners_IsNoLoop()
    {
        using var origin = new TcpOrigin();
        await using var yard = new ProxyYard();
        var (first, second) = (yard.Listener("web", ProxyProtocol.Tcp), yard.Listener("next", ProxyProtocol.Tcp));
        await yard.StartAsync(new ProxySnapshot
        {
            Revision = 1,
            Listeners = [first, second],
            Routes = [ProxyYard.Route("first", "web", "next"), ProxyYard.Route("second", "next")],
            Upstreams = [ProxyYard.Group("next", new Uri($"tcp://{second.Endpoint}")), ProxyYard.Group("origin", origin.Address)],
        });
        using var client = await Clients.ConnectAsync(yard.EndPoint("web"));
        using var server = await origin.AcceptAsync();

        await EchoAsync(client, server, "through both");
    }

    [Fact]
    public async Task Change_OfOtherListeners_ConnectionLivesOnAndRemovedOneIsCutAfterTheDrain()
    {
        var clock = new ManualTimeProvider();
        using var origin = new TcpOrigin();
        await using var yard = new ProxyYard(timeProvider: clock);
        var snapshot = Snapshot(yard, origin.Address);
        await yard.StartAsync(snapshot);
        using var client = await Clients.ConnectAsync(yard.EndPoint("web"));
        using var server = await origin.AcceptAsync();
        for (var i = 0; i < 20; i++)
        {
            await yard.ApplyAsync(snapshot with { Listeners = [.. snapshot.Listeners, yard.Listener($"more-{i}", ProxyProtocol.Tcp)] });
            await EchoAsync(client, server, $"{i}");
        }

        await yard.ApplyAsync(snapshot with { Listeners = [], Routes = [] });
        await EchoAsync(client, server, "still");
        clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("", await client.ReadTextAsync(1));
    }

    private static ProxySnapshot Snapshot(ProxyYard yard, Uri origin, Func<ProxyUpstreamGroup, ProxyUpstreamGroup>? group = null) =>
        yard.Simple(origin, group: group, protocol: ProxyProtocol.Tcp);

    private static Task StartAsync(ProxyYard yard, Uri origin, Func<ProxyUpstreamGroup, ProxyUpstreamGroup>? group = null) => yard.StartAsync(Snapshot(yard, origin, group));

    private static async Task<long> OpenAsync(ProxyYard yard) => (await yard.Provider.ObserveAsync(CancellationToken.None)).Connections["web"];

    private static async Task EchoAsync(Socket client, Socket server, string text)
    {
        await client.SendAsync(Encoding.Latin1.GetBytes(text));
        Assert.Equal(text, await server.ReadTextAsync(text.Length));
        await server.SendAsync(Encoding.Latin1.GetBytes(text));
        Assert.Equal(text, await client.ReadTextAsync(text.Length));
    }

    private static async Task SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes)..];
        }

        socket.Shutdown(SocketShutdown.Send);
    }

    private static async Task<byte[]> ReceiveAllAsync(Socket socket)
    {
        using var limit = new CancellationTokenSource(Eventually.Deadline);
        using var all = new MemoryStream();
        var buffer = new byte[65_536];
        while (await socket.ReceiveAsync(buffer, limit.Token) is var read and > 0)
        {
            all.Write(buffer, 0, read);
        }

        return all.ToArray();
    }
}
