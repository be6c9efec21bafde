using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Reeve.Proxies;
using Reeve.Runtime.Tests.Plugins;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.Proxies;

/// <summary>Whether the code of the proxy, with YARP and an HTTP server in it, goes away after it has served.</summary>
public sealed class ProxyUnloadTests
{
    /// <summary>How often it is loaded and unloaded: more often for the measurement of docs/proxy.md.</summary>
    private static readonly int Rounds =
        int.TryParse(Environment.GetEnvironmentVariable("REEVE_PROXY_UNLOADS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : 3;

    [LinuxFact]
    public async Task Unload_AfterServing_CodeGoesAwayAndSocketStays()
    {
        await using var origin = new EchoOrigin();
        using var web = Listen(SocketType.Stream);
        using var tcp = Listen(SocketType.Stream);
        using var udp = Listen(SocketType.Dgram);
        await using var yard = new PluginYard();
        await yard.Manager.StartAsync(CancellationToken.None);
        for (var round = 1; round <= Rounds; round++)
        {
            FixtureDirectory.Copy("proxy", yard.Place("proxy"));
            await yard.Manager.RescanAsync(CancellationToken.None);
            await ServeAsync(yard, (web, tcp, udp), origin, round);
            Directory.Delete(yard.Place("proxy"), recursive: true);
            await yard.Manager.RescanAsync(CancellationToken.None);
            await yard.Manager.UnloadsSettledAsync(CancellationToken.None);
            Assert.True(yard.Manager.LeakedContexts == 0, $"round {round}: {string.Join('\n', yard.Logs)}");
        }
    }

    private static Socket Listen(SocketType type)
    {
        var socket = new Socket(AddressFamily.InterNetwork, type, ProtocolType.Unspecified);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        if (type is SocketType.Stream)
        {
            socket.Listen();
        }

        return socket;
    }

    private static async Task ServeAsync(PluginYard yard, (Socket Web, Socket Tcp, Socket Udp) sockets, EchoOrigin origin, int revision)
    {
        await using var provider = await yard.Manager.OpenProxyProviderAsync("proxy", yard.Instance("edge"), CancellationToken.None);
        await provider.StartAsync(CancellationToken.None);
        using var answers = Listen(SocketType.Dgram);
        await provider.ApplyAsync(
            new ProxySnapshot
            {
                Revision = revision,
                Listeners = [Listener("web", ProxyProtocol.Http, sockets.Web), Listener("tcp", ProxyProtocol.Tcp, sockets.Tcp), Listener("udp", ProxyProtocol.Udp, sockets.Udp)],
                Routes = [Route("web"), Route("tcp"), Route("udp")],
                Upstreams =
                [
                    Group("web", origin.Address) with { HealthCheck = new ProxyHealthCheck { Path = "/" } },
                    Group("tcp", new Uri($"tcp://{origin.Address.Authority}")), Group("udp", new Uri($"udp://{answers.LocalEndPoint}")),
                ],
            },
            CancellationToken.None);
        using var client = new HttpClient();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("pong", await client.GetStringAsync(new Uri($"http://{sockets.Web.LocalEndPoint}/{i}")));
            Assert.Equal("pong", await client.GetStringAsync(new Uri($"http://{sockets.Tcp.LocalEndPoint}/{i}")));
        }

        await ExchangeAsync(sockets.Udp.LocalEndPoint!, answers);
        Assert.Equal(revision, (await provider.ObserveAsync(CancellationToken.None)).Revision);
    }

    private static async Task ExchangeAsync(EndPoint proxy, Socket answers)
    {
        using var limit = new CancellationTokenSource(Eventually.Deadline);
        using var client = Listen(SocketType.Dgram);
        var buffer = new byte[10];
        await client.SendToAsync("ask"u8.ToArray(), SocketFlags.None, proxy, limit.Token);
        var asked = await answers.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), limit.Token);
        await answers.SendToAsync(buffer.AsMemory(0, asked.ReceivedBytes), SocketFlags.None, asked.RemoteEndPoint, limit.Token);
        var answered = await client.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), limit.Token);
        Assert.Equal((3, proxy), (answered.ReceivedBytes, answered.RemoteEndPoint));
    }

    private static ProxyListener Listener(string name, ProxyProtocol protocol, Socket socket) =>
        new() { Name = name, Protocol = protocol, Endpoint = (IPEndPoint)socket.LocalEndPoint!, Sockets = [socket] };

    private static ProxyRoute Route(string name) => new() { Name = name, Listeners = [name], Upstream = name };

    private static ProxyUpstreamGroup Group(string name, Uri address) => new() { Name = name, Members = [new ProxyUpstream { Address = address }] };
}
