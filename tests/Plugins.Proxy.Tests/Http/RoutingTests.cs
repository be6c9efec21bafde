using System.Net;
using Reeve.Plugins.Proxy.Tests.Support;
using Reeve.Proxies;

namespace Reeve.Plugins.Proxy.Tests.Http;

public sealed class RoutingTests
{
    [Theory]
    [InlineData("GET", "/app", "a.example", "", "kept /app")]
    [InlineData("GET", "/app/x?q=1", "a.example", "", "kept /app/x?q=1")]
    [InlineData("GET", "/application", "a.example", "", "all /application")]
    [InlineData("GET", "/strip", "a.example", "", "stripped /")]
    [InlineData("GET", "/strip/x%2Fy", "a.example", "", "stripped /x%2Fy")]
    [InlineData("GET", "/", "b.example", "", "host /")]
    [InlineData("GET", "/", "B.EXAMPLE:80", "", "host /")]
    [InlineData("GET", "/", "x.wild.example", "", "wildcard /")]
    [InlineData("GET", "/", "x.y.wild.example", "", "all /")]
    [InlineData("DELETE", "/app", "a.example", "", "method /app")]
    [InlineData("GET", "/app", "a.example", "beta", "header /app")]
    [InlineData("GET", "/app/one", "a.example", "", "exact /app/one")]
    [InlineData("GET", "/strip/../app/%6Fne", "a.example", "", "exact /app/%6Fne")]
    [InlineData("GET", "/app/one/", "a.example", "", "kept /app/one/")]
    [InlineData("GET", "/app/42", "a.example", "", "number /app/42")]
    [InlineData("GET", "/app/42/", "a.example", "", "kept /app/42/")]
    [InlineData("GET", "/app/42%0a", "a.example", "", "kept /app/42%0a")]
    [InlineData("GET", "/strip/../app", "a.example", "", "kept /app")]
    [InlineData("GET", "/strip/%2e%2e/app", "a.example", "", "kept /app")]
    public async Task Route_ByHostPathMethodAndHeader_TheMostSpecificOneServes(string method, string path, string host, string header, string expected)
    {
        await using var origin = new Origin();
        await using var yard = new ProxyYard();
        var simple = yard.Simple(origin.Address);
        await yard.StartAsync(simple with
        {
            Routes =
            [
                Named("all"),
                Named("exact") with { ExactPath = "/app/one" },
                Named("number") with { PathRegex = "/app/[0-9]+|/app/one" },
                Named("kept") with { PathPrefix = "/app" },
                Named("stripped") with { PathPrefix = "/strip", StripPrefix = true },
                Named("host") with { Hosts = ["b.example"] },
                Named("wildcard") with { Hosts = ["*.wild.example"] },
                Named("method") with { Methods = ["DELETE"], PathPrefix = "/app" },
                Named("header") with { Headers = new Dictionary<string, string> { ["X-Track"] = "beta" }, PathPrefix = "/app" },
            ],
        });

        var answer = await Clients.RawAsync(
            yard.EndPoint("web"), $"{method} {path} HTTP/1.1\r\nHost: {host}\r\n{(header.Length > 0 ? $"X-Track: {header}\r\n" : "")}Connection: close\r\n\r\n");

        var arrived = answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        var target = arrived.Split('\n').Single(line => line.StartsWith($"{method} ", StringComparison.Ordinal) || line.Contains($"{method} /")).Split(' ')[1];
        var route = arrived.Split('\n').Single(line => line.StartsWith("X-Route: ", StringComparison.Ordinal))["X-Route: ".Length..].Trim();
        Assert.Equal(expected, $"{route} {target}");

        static ProxyRoute Named(string name) => ProxyYard.Route(name) with { RequestHeaders = new Dictionary<string, string> { ["X-Route"] = name } };
    }

    [Fact]
    public async Task Route_None_NotFound()
    {
        await using var origin = new Origin();
        await using var yard = new ProxyYard();
        await yard.StartAsync(origin.Address, route => route with { PathPrefix = "/app" });
        using var client = Clients.Http();

        using var answer = await client.GetAsync(yard.Url("web", "/other"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(origin.Requests);
    }

    [Fact]
    public async Task Route_FixedAnswerOfHigherPriority_ServesBeforeTheRest()
    {
        await using var origin = new Origin();
        await using var yard = new ProxyYard();
        var simple = yard.Simple(origin.Address);
        var challenge = ProxyYard.Route("challenge", upstream: null) with
        {
            Priority = 1000,
            PathPrefix = "/.well-known/acme-challenge/token",
            Response = new ProxyResponse { Status = 200, Body = "key"u8.ToArray(), Headers = new Dictionary<string, string> { ["Content-Type"] = "text/plain" } },
        };
        await yard.StartAsync(simple with { Routes = [simple.Routes[0] with { RedirectToHttps = true }, challenge] });
        using var client = Clients.Http();

        Assert.Equal("key", await client.GetStringAsync(yard.Url("web", "/.well-known/acme-challenge/token")));
        using var other = await client.GetAsync(yard.Url("web", "/page?a=b"));
        Assert.Equal((HttpStatusCode.PermanentRedirect, "https://127.0.0.1/page?a=b"), (other.StatusCode, other.Headers.Location?.OriginalString));
    }
}
