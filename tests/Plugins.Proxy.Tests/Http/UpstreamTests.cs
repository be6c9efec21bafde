using System.Net;
using Reeve.Plugins.Proxy.Tests.Support;
using Reeve.Proxies;
using Reeve.Testing;

namespace Reeve.Plugins.Proxy.Tests.Http;

public sealed class UpstreamTests
{
    [Fact]
    public async Task Retry_FirstServerIsDown_RepeatableRequestsReachTheOther()
    {
        await using var origin = new Origin();
        await using var yard = new ProxyYard();
        await StartAsync(yard, origin, route => route with { Retries = 1 });
        using var client = Clients.Http();

        using var get = await client.GetAsync(yard.Url("web", "/status/201"));
        using var put = await client.PutAsync(yard.Url("web", "/status/202"), null);
        using var post = await client.PostAsync(yard.Url("web", "/status/203"), new StringContent("x"));

        Assert.Equal([201, 202, 502], new[] { get, put, post }.Select(answer => (int)answer.StatusCode));
        Assert.DoesNotContain("POST /status/203", origin.Requests);
    }

    [Fact]
    public async Task Retry_BudgetIsSpent_NoMoreRetries()
    {
        await using var origin = new Origin();
        await using var yard = new ProxyYard();
        await StartAsync(yard, origin, route => route with { Retries = 1 });
        using var client = Clients.Http();
        List<int> answers = [];
        for (var i = 0; i < 20; i++)
        {
            using var answer = await client.GetAsync(yard.Url("web"));
            answers.Add((int)answer.StatusCode);
        }

        // Ten to begin with, and one for each five requests.
        Assert.Equal(12, answers.TakeWhile(status => status == 200).Count());
        Assert.Contains(502, answers);
    }

    [Fact]
    public async Task Breaker_FailuresInARow_LeftOutUntilATrialSucceeds()
    {
        var clock = new ManualTimeProvider();
        var port = FreePorts.Find();
        await using var yard = new ProxyYard(timeProvider: clock);
        await yard.StartAsync(new Uri($"http://127.0.0.1:{port}"), group: group => group with { BreakAfter = 2, BreakDuration = TimeSpan.FromSeconds(10) });
        using var client = Clients.Http();

        Assert.Equal("502 502 503", await StatusesAsync(3));
        Assert.Single((await yard.Provider.ObserveAsync(CancellationToken.None)).Unhealthy);

        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("502 503", await StatusesAsync(2));

        await using var origin = new Origin(port: port);
        Assert.Equal("503", await StatusesAsync(1));
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("200 200", await StatusesAsync(2));
        Assert.Empty((await yard.Provider.ObserveAsync(CancellationToken.None)).Unhealthy);

        async Task<string> StatusesAsync(int count)
        {
            List<int> statuses = [];
            for (var i = 0; i < count; i++)
            {
                using var answer = await client.GetAsync(yard.Url("web"));
                statuses.Add((int)answer.StatusCode);
            }

            return string.Join(' ', statuses);
        }
    }

    [Fact]
    public async Task Health_CheckFails_ServerIsLeftOutUntilItIsBack()
    {
        await using var good = new Origin("good");
        var port = FreePorts.Find();
        await using var yard = new ProxyYard();
        await yard.StartAsync(good.Address, group: group => group with
        {
            Members = [.. group.Members, new ProxyUpstream { Address = new Uri($"http://127.0.0.1:{port}") }],
            LoadBalancing = "RoundRobin",
            BreakAfter = 0,
            HealthCheck = new ProxyHealthCheck { Path = "/status/200", Interval = TimeSpan.FromMilliseconds(20) },
        });
        using var client = Clients.Http();

        await Eventually.TrueAsync(async () => (await UnhealthyAsync()).Count == 1, "the one that is down is left out");
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal("good", await NameAsync());
        }

        await using var late = new Origin("late", port: port);
        await Eventually.TrueAsync(async () => (await UnhealthyAsync()).Count == 0, "it is back");
        Assert.Equal(["good", "late"], new[] { await NameAsync(), await NameAsync() }.Order());

        async Task<IReadOnlyDictionary<string, string>> UnhealthyAsync() => (await yard.Provider.ObserveAsync(CancellationToken.None)).Unhealthy;

        async Task<string> NameAsync()
        {
            using var answer = await client.GetAsync(yard.Url("web"));
            return answer.Headers.GetValues("X-Origin").Single();
        }
    }

    [Fact]
    public async Task Affinity_CookieOfTheFirstAnswer_KeepsTheClientOnItsServer()
    {
        await using var one = new Origin("one");
        await using var two = new Origin("two");
        await using var yard = new ProxyYard();
        await yard.StartAsync(one.Address, group: group => group with
        {
            Members = [.. group.Members, new ProxyUpstream { Address = two.Address }], LoadBalancing = "RoundRobin", AffinityCookie = "server",
        });
        using var client = Clients.Http();
        using var first = await client.GetAsync(yard.Url("web"));
        var cookie = first.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);

        for (var i = 0; i < 4; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, yard.Url("web"));
            request.Headers.Add("Cookie", cookie.Split(';')[0]);
            using var answer = await client.SendAsync(request);
            Assert.Equal(first.Headers.GetValues("X-Origin").Single(), answer.Headers.GetValues("X-Origin").Single());
            Assert.False(answer.Headers.Contains("Set-Cookie"));
        }
    }

    [Fact]
    public async Task ProxyProtocol_Expected_ItsAddressIsTheClientAndWithoutItNothingIsServed()
    {
        await using var origin = new Origin();
        await using var yard = new ProxyYard();
        var simple = yard.Simple(origin.Address);
        await yard.StartAsync(simple with { Listeners = [simple.Listeners[0] with { AcceptProxyProtocol = true }] });

        var told = await Clients.RawAsync(yard.EndPoint("web"), "PROXY TCP4 203.0.113.7 192.0.2.1 5555 80\r\nGET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        var untold = await Clients.RawAsync(yard.EndPoint("web"), "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        Assert.Contains("X-Forwarded-For: 203.0.113.7\n", told, StringComparison.Ordinal);
        Assert.Equal("", untold);
    }

    private static Task StartAsync(ProxyYard yard, Origin origin, Func<ProxyRoute, ProxyRoute> route) => yard.StartAsync(
        new Uri($"http://127.0.0.1:{FreePorts.Find()}"),
        route,
        group => group with { Members = [.. group.Members, new ProxyUpstream { Address = origin.Address }], LoadBalancing = "First", BreakAfter = 0 });
}
