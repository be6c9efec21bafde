using System.Net;
using Reeve.Plugins.Proxy.Tests.Support;
using Reeve.Proxies;

namespace Reeve.Plugins.Proxy.Tests.Http;

public sealed class HeaderTests
{
    [Fact]
    public async Task Forwarded_FromAStranger_Overwritten()
    {
        var headers = await AskAsync(listener => listener);

        Assert.Equal("127.0.0.1", headers["X-Forwarded-For"]);
        Assert.Equal("http", headers["X-Forwarded-Proto"]);
        Assert.Equal("shop.example", headers["X-Forwarded-Host"]);
        Assert.Equal("for=127.0.0.1;host=\"shop.example\";proto=http", headers["Forwarded"]);
        Assert.False(headers.ContainsKey("X-Real-IP"));
        Assert.StartsWith("127.0.0.1:", headers["Host"], StringComparison.Ordinal);
        Assert.StartsWith("1.1 reeve-", headers["Via"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forwarded_FromATrustedProxy_Continued()
    {
        var headers = await AskAsync(listener => listener with { TrustedProxies = [IPNetwork.Parse("127.0.0.0/8")] });

        Assert.Equal("6.6.6.6, 127.0.0.1", headers["X-Forwarded-For"]);
        Assert.Equal("https", headers["X-Forwarded-Proto"]);
        Assert.Equal("for=6.6.6.6, for=127.0.0.1;host=\"shop.example\";proto=http", headers["Forwarded"]);
    }

    [Fact]
    public async Task Headers_SetTakenAwayAndHostKept_AsTheRouteSays()
    {
        var headers = await AskAsync(listener => listener, route => route with
        {
            PreserveHost = true,
            RequestHeaders = new Dictionary<string, string> { ["X-Set"] = "yes", ["X-Secret"] = "" },
        });

        Assert.Equal("shop.example", headers["Host"]);
        Assert.Equal("yes", headers["X-Set"]);
        Assert.False(headers.ContainsKey("X-Secret"));
    }

    [Fact]
    public async Task Headers_OfAnswers_AsTheRouteSays()
    {
        await using var origin = new Origin();
        await using var yard = new ProxyYard();
        await yard.StartAsync(origin.Address, route => route with
        {
            Hsts = TimeSpan.FromDays(1), ResponseHeaders = new Dictionary<string, string> { ["X-Origin"] = "", ["X-Frame-Options"] = "DENY" },
        });
        using var client = Clients.Http();

        using var answer = await client.GetAsync(yard.Url("web"));

        Assert.False(answer.Headers.Contains("X-Origin"));
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
        Assert.False(answer.Headers.Contains("Strict-Transport-Security")); // only over TLS: RFC 6797, 7.2
    }

    private static async Task<Dictionary<string, string>> AskAsync(Func<ProxyListener, ProxyListener> listener, Func<ProxyRoute, ProxyRoute>? route = null)
    {
        await using var origin = new Origin();
        await using var yard = new ProxyYard();
        var simple = yard.Simple(origin.Address, route);
        await yard.StartAsync(simple with { Listeners = [listener(simple.Listeners[0])] });
        using var client = Clients.Http();
        using var request = new HttpRequestMessage(HttpMethod.Get, yard.Url("web"));
        request.Headers.Host = "shop.example";
        request.Headers.Add("X-Forwarded-For", "6.6.6.6");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("Forwarded", "for=6.6.6.6");
        request.Headers.Add("X-Real-IP", "6.6.6.6");
        request.Headers.Add("X-Secret", "s");

        using var answer = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var lines = (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1);
        return lines.Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
    }
}
