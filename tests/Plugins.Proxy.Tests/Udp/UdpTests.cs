using System.Net;
using Reeve.Plugins.Proxy.Tests.Support;
using Reeve.Proxies;
using Reeve.Testing;

namespace Reeve.Plugins.Proxy.Tests.Udp;

public sealed class UdpTests
{
    [Fact]
    public async Task Datagrams_FirstOneIncluded_BothWaysInOrder()
    {
        using var origin = new UdpOrigin();
        await using var yard = new ProxyYard();
        await yard.StartAsync(Snapshot(yard, origin.Address));
        using var client = new UdpOrigin();

        for (var i = 0; i < 5; i++)
        {
            await client.SendAsync($"{i}", yard.EndPoint("web"));
        }

        EndPoint? session = null;
        for (var i = 0; i < 5; i++)
        {
            var (text, from) = await origin.ReceiveAsync();
            Assert.Equal($"{i}", text);
            session ??= from;
            Assert.Equal(session, from);
        }

        await origin.SendAsync("answer", session!);
        Assert.Equal(("answer", (EndPoint)yard.EndPoint("web")), await client.ReceiveAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1472)]
    [InlineData(60_000)]
    public async Task Datagram_OfAnySize_ArrivesAsItIs(int size)
    {
        using var origin = new UdpOrigin();
        await using var yard = new ProxyYard();
        await yard.StartAsync(Snapshot(yard, origin.Address));
        using var client = new UdpOrigin();
        var text = new string('x', size);

        await client.SendAsync(text, yard.EndPoint("web"));
        var (received, from) = await origin.ReceiveAsync();
        await origin.SendAsync(received, from);

        Assert.Equal(text, (await client.ReceiveAsync()).Text);
    }

    [Fact]
    public async Task Answer_LongerThanTheClientsNetworkTakes_IsLostAndTheSessionGoesOn()
    {
        using var origin = new UdpOrigin(address: IPAddress.IPv6Loopback);
        await using var yard = new ProxyYard();
        await yard.StartAsync(Snapshot(yard, origin.Address));
        using var client = new UdpOrigin();
        await client.SendAsync("first", yard.EndPoint("web"));
        var (_, session) = await origin.ReceiveAsync();

        await origin.SendAsync(new string('x', 65_520), session); // IPv6 takes 65,527 bytes, IPv4 takes 65,507
        await origin.SendAsync("short", session);

        Assert.Equal("short", (await client.ReceiveAsync()).Text);
        await client.SendAsync("second", yard.EndPoint("web"));
        Assert.Equal(("second", session), await origin.ReceiveAsync());
    }

    [Fact]
    public async Task Sessions_AnsweredAtTheSameTime_AllGoOn()
    {
        using var origin = new UdpOrigin();
        await using var yard = new ProxyYard();
        await yard.StartAsync(Snapshot(yard, origin.Address));
        var clients = Enumerable.Range(0, 4).Select(_ => new UdpOrigin()).ToList();
        var sessions = new List<EndPoint>();
        foreach (var client in clients)
        {
            await client.SendAsync("first", yard.EndPoint("web"));
            sessions.Add((await origin.ReceiveAsync()).From);
        }

        // Many answers leave by one socket.
        await Task.WhenAll(sessions.Select(session => Task.Run(async () =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                await origin.SendAsync("x", session);
            }
        })));

        for (var i = 0; i < clients.Count; i++)
        {
            await clients[i].SendAsync("last", yard.EndPoint("web"));
            Assert.Equal(("last", sessions[i]), await origin.ReceiveAsync());
            clients[i].Dispose();
        }
    }

    [Fact]
    public async Task Sessions_TwoClients_EachGetsItsOwnAnswers()
    {
        using var origin = new UdpOrigin();
        await using var yard = new ProxyYard();
        await yard.StartAsync(Snapshot(yard, origin.Address));
        using var one = new UdpOrigin();
        using var two = new UdpOrigin();
        await one.SendAsync("one", yard.EndPoint("web"));
        await two.SendAsync("two", yard.EndPoint("web"));

        for (var i = 0; i < 2; i++)
        {
            var (text, from) = await origin.ReceiveAsync();
            await origin.SendAsync($"for {text}", from);
        }

        Assert.Equal("for one", (await one.ReceiveAsync()).Text);
        Assert.Equal("for two", (await two.ReceiveAsync()).Text);
    }

    [Fact]
    public async Task Sessions_StormOfAddresses_BoundedAndAnsweredOnesLiveOn()
    {
        using var origin = new UdpOrigin();
        await using var yard = new ProxyYard("""{"maxConnections": 4}""");
        await yard.StartAsync(Snapshot(yard, origin.Address));
        using var real = new UdpOrigin();
        await real.SendAsync("real", yard.EndPoint("web"));
        var (_, session) = await origin.ReceiveAsync();
        await origin.SendAsync("welcome", session);
        Assert.Equal("welcome", (await real.ReceiveAsync()).Text);

        for (var i = 0; i < 50; i++)
        {
            using var stranger = new UdpOrigin();
            await stranger.SendAsync("storm", yard.EndPoint("web"));
            Assert.Equal("storm", (await origin.ReceiveAsync()).Text); // the latest always gets through
            Assert.InRange(await OpenAsync(yard), 1, 4);
        }

        await real.SendAsync("again", yard.EndPoint("web"));
        Assert.Equal(("again", session), await origin.ReceiveAsync());
    }

    [Fact]
    public async Task Idle_TooLong_SessionEndsAndTheNextDatagramBeginsAnother()
    {
        var clock = new ManualTimeProvider();
        using var origin = new UdpOrigin();
        await using var yard = new ProxyYard(timeProvider: clock);
        await yard.StartAsync(Snapshot(yard, origin.Address));
        using var client = new UdpOrigin();
        await client.SendAsync("one", yard.EndPoint("web"));
        await origin.ReceiveAsync();
        Assert.Equal(1, await OpenAsync(yard));

        clock.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(0, await OpenAsync(yard));
        await client.SendAsync("two", yard.EndPoint("web"));
        Assert.Equal("two", (await origin.ReceiveAsync()).Text);
    }

    [Fact]
    public async Task Server_IsDownForAWhile_SessionOutlivesIt()
    {
        var port = FreePorts.Find();
        await using var yard = new ProxyYard();
        await yard.StartAsync(Snapshot(yard, new Uri($"udp://127.0.0.1:{port}"), group => group with { BreakAfter = 0 }));
        using var client = new UdpOrigin();
        await client.SendAsync("lost", yard.EndPoint("web"));
        await client.SendAsync("lost too", yard.EndPoint("web"));
        await Eventually.TrueAsync(async () => await OpenAsync(yard) == 1, "the session is there");

        using var origin = new UdpOrigin(port);
        await Eventually.TrueAsync(
            async () =>
            {
                await client.SendAsync("hello", yard.EndPoint("web"));
                return origin.Available > 0;
            },
            "datagrams arrive again");

        var (_, from) = await origin.ReceiveAsync();
        await origin.SendAsync("back", from);
        Assert.Equal("back", (await client.ReceiveAsync()).Text);
        Assert.Equal(1, await OpenAsync(yard));
    }

    [Fact]
    public async Task Loop_UpstreamIsTheListenerItself_OneSessionAndNoStorm()
    {
        await using var yard = new ProxyYard();
        var listener = yard.Listener("web", ProxyProtocol.Udp);
        await yard.StartAsync(Snapshot(yard, new Uri($"udp://{listener.Endpoint}")));
        using var client = new UdpOrigin();

        for (var i = 0; i < 10; i++)
        {
            await client.SendAsync("round", yard.EndPoint("web"));
        }

        await Eventually.TrueAsync(async () => await OpenAsync(yard) == 1, "the client has a session");
        Assert.Equal(1, await OpenAsync(yard));
        Assert.Equal(0, client.Available);
    }

    [Fact]
    public async Task Change_OfOtherListeners_SessionLivesOn()
    {
        using var origin = new UdpOrigin();
        await using var yard = new ProxyYard();
        var snapshot = Snapshot(yard, origin.Address);
        await yard.StartAsync(snapshot);
        using var client = new UdpOrigin();
        EndPoint? session = null;
        for (var i = 0; i < 20; i++)
        {
            await client.SendAsync($"{i}", yard.EndPoint("web"));
            var (text, from) = await origin.ReceiveAsync();
            session ??= from;
            Assert.Equal(($"{i}", session), (text, from));
            await yard.ApplyAsync(snapshot with
            {
                Listeners = [.. snapshot.Listeners, yard.Listener($"more-{i}", ProxyProtocol.Udp)], Routes = [.. snapshot.Routes, ProxyYard.Route($"r-{i}", $"more-{i}")],
            });
        }
    }

    private static ProxySnapshot Snapshot(ProxyYard yard, Uri origin, Func<ProxyUpstreamGroup, ProxyUpstreamGroup>? group = null) =>
        yard.Simple(origin, group: group, protocol: ProxyProtocol.Udp);

    private static async Task<long> OpenAsync(ProxyYard yard) => (await yard.Provider.ObserveAsync(CancellationToken.None)).Connections["web"];
}
