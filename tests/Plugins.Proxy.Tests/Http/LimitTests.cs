using System.Net;
using System.Text;
using Reeve.Plugins.Proxy.Tests.Support;
using Reeve.Testing;

namespace Reeve.Plugins.Proxy.Tests.Http;

public sealed class LimitTests
{
    [Fact]
    public async Task Body_LargerThanTheLimit_RefusedWithAndWithoutALength()
    {
        await using var origin = new Origin();
        await using var yard = new ProxyYard();
        await yard.StartAsync(origin.Address, route => route with { MaxBodyBytes = 10 });
        using var client = Clients.Http();

        using var told = await client.PostAsync(yard.Url("web", "/echo"), new StringContent("12345678901"));
        var chunked = await Clients.RawAsync(
            yard.EndPoint("web"), "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nb\r\n12345678901\r\n0\r\n\r\n");
        using var fits = await client.PostAsync(yard.Url("web", "/echo"), new StringContent("1234567890"));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, told.StatusCode);
        Assert.DoesNotContain("12345678901", chunked, StringComparison.Ordinal);
        Assert.Equal("1234567890", await fits.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Rate_AboveTheLimit_RefusedUntilTimePasses()
    {
        var clock = new ManualTimeProvider();
        await using var origin = new Origin();
        await using var yard = new ProxyYard(timeProvider: clock);
        await yard.StartAsync(origin.Address, route => route with { RateLimit = 3 });
        using var client = Clients.Http();

        var first = await AskAsync(4);
        clock.Advance(TimeSpan.FromSeconds(1));
        var second = await AskAsync(4);

        Assert.Equal([200, 200, 200, 429], first);
        Assert.Equal([200, 200, 200, 429], second);

        async Task<int[]> AskAsync(int count)
        {
            List<int> answers = [];
            for (var i = 0; i < count; i++)
            {
                using var answer = await client.GetAsync(yard.Url("web"));
                answers.Add((int)answer.StatusCode);
            }

            return [.. answers];
        }
    }

    [Fact]
    public async Task Timeout_NoAnswerInTime_504()
    {
        var clock = new ManualTimeProvider();
        await using var origin = new Origin();
        await using var yard = new ProxyYard(timeProvider: clock);
        await yard.StartAsync(origin.Address, route => route with { Timeout = TimeSpan.FromSeconds(5) });
        using var client = Clients.Http();

        var asking = client.GetAsync(yard.Url("web", "/slow"));
        await Eventually.TrueAsync(() => !origin.Requests.IsEmpty, "the request arrived");
        clock.Advance(TimeSpan.FromSeconds(5));

        using var answer = await asking;
        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode);
    }

    [Fact]
    public async Task Timeout_AnswerThatStreams_LivesOn()
    {
        var clock = new ManualTimeProvider();
        await using var origin = new Origin();
        await using var yard = new ProxyYard(timeProvider: clock);
        await yard.StartAsync(origin.Address, route => route with { Timeout = TimeSpan.FromSeconds(5) });
        using var client = Clients.Http();

        using var answer = await client.GetAsync(yard.Url("web", "/events"), HttpCompletionOption.ResponseHeadersRead);
        clock.Advance(TimeSpan.FromSeconds(60));
        origin.Push();
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(), Encoding.UTF8);

        Assert.Equal("data: 1", await reader.ReadLineAsync());
    }

    [Fact]
    public async Task Loop_RequestComesBack_508()
    {
        await using var yard = new ProxyYard();
        var listener = yard.Listener("web");
        await yard.StartAsync(new Uri($"http://{listener.Endpoint}"));
        using var client = Clients.Http();

        using var answer = await client.GetAsync(yard.Url("web"));

        Assert.Equal(HttpStatusCode.LoopDetected, answer.StatusCode);
    }

    [Fact]
    public async Task Connections_AboveTheLimit_WaitForRoom()
    {
        await using var origin = new Origin();
        await using var yard = new ProxyYard();
        var simple = yard.Simple(origin.Address);
        await yard.StartAsync(simple with { Listeners = [simple.Listeners[0] with { MaxConnections = 1 }] });
        using var first = await Clients.ConnectAsync(yard.EndPoint("web"));
        await first.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
        await first.ReadTextAsync(12);

        var waiting = Clients.RawAsync(yard.EndPoint("web"), "GET /second HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        await Eventually.TrueAsync(async () => (await yard.Provider.ObserveAsync(CancellationToken.None)).Connections["web"] == 1, "one is open");
        Assert.DoesNotContain("GET /second", origin.Requests);
        first.Close();

        Assert.StartsWith("HTTP/1.1 200", await waiting, StringComparison.Ordinal);
    }
}
