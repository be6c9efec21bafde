using System.Net.WebSockets;
using Reeve.Plugins.Proxy.Tests.Support;
using Reeve.Proxies;
using Reeve.Testing;

namespace Reeve.Plugins.Proxy.Tests.Http;

/// <summary>Many changes at random while one route is asked all the time.</summary>
[Collection(Alone.Name)]
public sealed class ReconfigurationTests
{
    private const int Changes = 300;

    [LinuxFact]
    public async Task Changes_ManyAtRandomUnderLoad_NoRequestOfTheStableRouteFailsAndNothingLeaks()
    {
        await using var origin = new Origin();
        using var tcp = new TcpOrigin();
        await using var yard = new ProxyYard("""{"drainSeconds": 0}""");
        var stable = Stable(yard, origin, tcp);
        var others = Enumerable.Range(0, 6).Select(i => yard.Listener($"other-{i}")).ToArray();
        await yard.StartAsync(stable);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(yard.Url("web", "/ws", "ws"), CancellationToken.None);
        using var client = await Clients.ConnectAsync(yard.EndPoint("tcp"));
        using var server = await tcp.AcceptAsync();
        var before = Descriptors();
        using var stop = new CancellationTokenSource();
        var askers = Enumerable.Range(0, 4).Select(_ => AskAsync(yard, stop.Token)).ToArray();
        var random = new Random(20_261_121);

        for (var i = 0; i < Changes; i++)
        {
            await yard.ApplyAsync(Changed(stable, others, random));
            if (i % 50 == 0)
            {
                Assert.Equal($"{i}", await socket.EchoAsync($"{i}"));
                await client.SendAsync("x"u8.ToArray());
                Assert.Equal("x", await server.ReadTextAsync(1));
            }
        }

        await yard.ApplyAsync(stable);
        await stop.CancelAsync();
        var asked = await Task.WhenAll(askers);

        Assert.All(asked, count => Assert.True(count > 0));
        Assert.Equal(Changes + 2, (await yard.Provider.ObserveAsync(CancellationToken.None)).Revision);
        await Eventually.TrueAsync(() => Descriptors() <= before + 40, "descriptors were given back");
    }

    private static ProxySnapshot Stable(ProxyYard yard, Origin origin, TcpOrigin tcp)
    {
        var simple = yard.Simple(origin.Address);
        return simple with
        {
            Listeners = [.. simple.Listeners, yard.Listener("tcp", ProxyProtocol.Tcp)],
            Routes = [.. simple.Routes, ProxyYard.Route("tcp", "tcp", "tcp")],
            Upstreams = [.. simple.Upstreams, ProxyYard.Group("tcp", tcp.Address)],
        };
    }

    private static ProxySnapshot Changed(ProxySnapshot stable, ProxyListener[] others, Random random)
    {
        var listeners = others.Where(_ => random.Next(2) == 0).ToArray();
        return stable with
        {
            Listeners = [.. listeners, .. stable.Listeners],
            Routes =
            [
                .. listeners.Select(listener => ProxyYard.Route($"r-{listener.Name}", listener.Name, "more") with { PathPrefix = $"/{random.Next(5)}", RateLimit = random.Next(1, 5) }),
                ProxyYard.Route($"web-{random.Next(5)}", upstream: "more") with { PathPrefix = $"/elsewhere/{random.Next(5)}" },
                .. stable.Routes,
            ],
            Upstreams = [.. stable.Upstreams, ProxyYard.Group("more", new Uri($"http://127.0.0.1:{random.Next(1, 1000)}")) with { HealthCheck = new ProxyHealthCheck() }],
        };
    }

    private static async Task<int> AskAsync(ProxyYard yard, CancellationToken stop)
    {
        using var client = Clients.Http();
        var asked = 0;
        while (!stop.IsCancellationRequested)
        {
            using var answer = await client.GetAsync(yard.Url("web", "/status/204"), CancellationToken.None);
            Assert.Equal(204, (int)answer.StatusCode);
            asked++;
        }

        return asked;
    }

    private static int Descriptors() => Directory.GetFileSystemEntries("/proc/self/fd").Length;
}
