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
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        await using var yard = new PluginYard();
        await yard.Manager.StartAsync(CancellationToken.None);
        for (var round = 1; round <= Rounds; round++)
        {
            FixtureDirectory.Copy("proxy", yard.Place("proxy"));
            await yard.Manager.RescanAsync(CancellationToken.None);
            await ServeAsync(yard, socket, origin, round);
            Directory.Delete(yard.Place("proxy"), recursive: true);
            await yard.Manager.RescanAsync(CancellationToken.None);
            await yard.Manager.UnloadsSettledAsync(CancellationToken.None);
            Assert.True(yard.Manager.LeakedContexts == 0, $"round {round}: {string.Join('\n', yard.Logs)}");
        }
    }

    private static async Task ServeAsync(PluginYard yard, Socket socket, EchoOrigin origin, int revision)
    {
        await using var provider = await yard.Manager.OpenProxyProviderAsync("proxy", yard.Instance("edge"), CancellationToken.None);
        await provider.StartAsync(CancellationToken.None);
        await provider.ApplyAsync(
            new ProxySnapshot
            {
                Revision = revision,
                Listeners = [new ProxyListener { Name = "web", Protocol = ProxyProtocol.Http, Endpoint = (IPEndPoint)socket.LocalEndPoint!, Socket = socket }],
                Routes = [new ProxyRoute { Name = "all", Listeners = ["web"], Upstream = "origin" }],
                Upstreams = [new ProxyUpstreamGroup { Name = "origin", Members = [new ProxyUpstream { Address = origin.Address }], HealthCheck = new ProxyHealthCheck { Path = "/" } }],
            },
            CancellationToken.None);
        using var client = new HttpClient();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("pong", await client.GetStringAsync(new Uri($"http://{socket.LocalEndPoint}/{i}")));
        }

        Assert.Equal(revision, (await provider.ObserveAsync(CancellationToken.None)).Revision);
    }
}
