using System.Net;
using Reeve.Runtime.Proxies.Specs;
using Reeve.TestKit.Conformance;

namespace Reeve.TestKit.Proxies;

/// <summary>What the contract demands of the choice of a route.</summary>
internal static class MatchCases
{
    public static IReadOnlyList<ConformanceCase<ProxySession>> All { get; } =
    [
        new("match.path", "A path prefix takes the path itself and what is below it, and the longest one serves.", PathAsync),
        new("match.exact", "An exact path takes itself alone, encoded or not, and goes before every prefix.", ExactAsync),
        new("match.regex", "An expression takes paths that match it as a whole, and goes between exact paths and prefixes.", RegexAsync),
        new("match.regex.linear", "No path keeps an expression busy: one that would make a search by trial take for ever is answered at once.", LinearAsync),
        new("match.host", "A host goes before a wildcard, which stands for one label, and that before none.", HostAsync),
        new("match.method", "A route for a method goes before one for all.", MethodAsync),
        new("match.header", "A route for a header takes requests that have exactly that value.", HeaderAsync),
        new("match.priority", "A higher priority goes before a more specific match.", PriorityAsync),
        new("match.none", "Without a route that fits the answer is 404, and no server is asked.", NoneAsync),
        new("match.dots", "Dot segments, encoded or not, do not lead past the route that the target belongs to.", DotsAsync),
    ];

    private static async Task PathAsync(ProxySession session, CancellationToken cancellationToken)
    {
        await ServeAsync(session, cancellationToken, Named("app") with { PathPrefix = "/app" }, Named("deep") with { PathPrefix = "/app/deep" });
        await ChooseAsync(session, cancellationToken, ("/app/deep/x", "deep"), ("/app", "app"), ("/application", "all"));
    }

    private static async Task ExactAsync(ProxySession session, CancellationToken cancellationToken)
    {
        session.Needs("routes.exactPath");
        await ServeAsync(
            session, cancellationToken, Named("prefix") with { PathPrefix = "/app/deep" }, Named("exact") with { ExactPath = "/app/deep" }, Named("slash") with { ExactPath = "/app/deep/" }, Named("dot") with { ExactPath = "/a.b" });
        await ChooseAsync(
            session, cancellationToken, ("/app/deep", "exact"), ("/app/%64eep?x=y", "exact"), ("/app/deep/", "slash"), ("/app/deep/x", "prefix"), ("/app/deeper", "all"), ("/APP/deep", "all"), ("/a.b", "dot"), ("/aXb", "all"));
    }

    private static async Task RegexAsync(ProxySession session, CancellationToken cancellationToken)
    {
        session.Needs("routes.pathRegex");
        await ServeAsync(
            session, cancellationToken, Named("prefix") with { PathPrefix = "/item" }, Named("number") with { PathRegex = "/item/[0-9]+|/n" }, Named("exact") with { ExactPath = "/item/7" });
        await ChooseAsync(session, cancellationToken, ("/item/12", "number"), ("/item/%312?a=b", "number"), ("/n", "number"), ("/item/7", "exact"), ("/item/12x", "prefix"), ("/x/item/12", "all"), ("/nn", "all"));
    }

    private static async Task LinearAsync(ProxySession session, CancellationToken cancellationToken)
    {
        session.Needs("routes.pathRegex");
        await ServeAsync(session, cancellationToken, Named("greedy") with { PathRegex = "/(a+)+b" });
        await ChooseAsync(session, cancellationToken, ("/" + new string('a', 4000), "all"), ("/aab", "greedy"));
    }

    private static Task ServeAsync(ProxySession session, CancellationToken cancellationToken, params ProxyRouteSpec[] routes) =>
        session.ApplyAsync(session.Document(session.Origin().Address, [Named("all"), .. routes]), cancellationToken);

    private static async Task ChooseAsync(ProxySession session, CancellationToken cancellationToken, params (string Target, string Route)[] choices)
    {
        foreach (var (target, route) in choices)
        {
            Require.Equal(route, await RouteAsync(session, target, cancellationToken), $"the route of {target}");
        }
    }

    private static async Task HostAsync(ProxySession session, CancellationToken cancellationToken)
    {
        var origin = session.Origin();
        await session.ApplyAsync(
            session.Document(origin.Address, Named("all"), Named("wild") with { Hosts = ["*.example.org"] }, Named("host") with { Hosts = ["shop.example.org"] }), cancellationToken);
        foreach (var (host, route) in new[] { ("shop.example.org", "host"), ("SHOP.example.org:8080", "host"), ("a.example.org", "wild"), ("a.b.example.org", "all"), ("example.org", "all") })
        {
            Require.Equal(route, await RouteAsync(session, "/", cancellationToken, request => request.Headers.Host = host), $"the route of {host}");
        }
    }

    private static async Task MethodAsync(ProxySession session, CancellationToken cancellationToken)
    {
        var origin = session.Origin();
        await session.ApplyAsync(session.Document(origin.Address, Named("all"), Named("delete") with { Methods = ["DELETE"] }), cancellationToken);
        Require.Equal("delete", await RouteAsync(session, "/", cancellationToken, request => request.Method = HttpMethod.Delete), "the route of DELETE");
        Require.Equal("all", await RouteAsync(session, "/", cancellationToken), "the route of GET");
    }

    private static async Task HeaderAsync(ProxySession session, CancellationToken cancellationToken)
    {
        var origin = session.Origin();
        await session.ApplyAsync(
            session.Document(origin.Address, Named("all"), Named("beta") with { Headers = new Dictionary<string, string> { ["X-Track"] = "be.ta" } }), cancellationToken);
        foreach (var (value, route) in new[] { ("be.ta", "beta"), ("beXta", "all"), ("be.ta2", "all"), ("", "all") })
        {
            Require.Equal(route, await RouteAsync(session, "/", cancellationToken, request => request.Headers.TryAddWithoutValidation("X-Track", value)), $"the route of X-Track: {value}");
        }
    }

    private static async Task PriorityAsync(ProxySession session, CancellationToken cancellationToken)
    {
        var origin = session.Origin();
        await session.ApplyAsync(session.Document(origin.Address, Named("specific") with { PathPrefix = "/app/x", Hosts = ["a.example"] }, Named("first") with { Priority = 1 }), cancellationToken);
        Require.Equal("first", await RouteAsync(session, "/app/x", cancellationToken, request => request.Headers.Host = "a.example"), "the route");
    }

    private static async Task NoneAsync(ProxySession session, CancellationToken cancellationToken)
    {
        var origin = session.Origin();
        await session.ApplyAsync(session.Document(origin.Address, Named("app") with { PathPrefix = "/app" }), cancellationToken);
        Require.Equal(HttpStatusCode.NotFound, (await Asker.AskAsync(session.Url("/other"), cancellationToken)).Status, "the answer");
        Require.True(origin.Requests.IsEmpty, "the server was asked");
    }

    private static async Task DotsAsync(ProxySession session, CancellationToken cancellationToken)
    {
        var origin = session.Origin();
        await session.ApplyAsync(
            session.Document(origin.Address, Named("open") with { PathPrefix = "/open" }, Named("closed") with { Upstream = null, Response = new ProxyResponseSpec { Status = 403 } }), cancellationToken);
        foreach (var target in new[] { "/open/../secret", "/open/%2e%2e/secret", "/open/.%2E/secret" })
        {
            var (status, _, _) = await Asker.AskAsync(session.Url(target), cancellationToken);
            Require.True(status is HttpStatusCode.Forbidden or HttpStatusCode.BadRequest, $"{target} was answered with {(int)status}");
        }

        Require.True(origin.Requests.IsEmpty, "the server was asked");
    }

    private static ProxyRouteSpec Named(string name) => ProxySession.Route(name) with { RequestHeaders = new Dictionary<string, string> { ["X-Route"] = name } };

    private static async Task<string?> RouteAsync(ProxySession session, string target, CancellationToken cancellationToken, Action<HttpRequestMessage>? make = null) =>
        Asker.Header((await Asker.AskAsync(session.Url(target), cancellationToken, make)).Body, "X-Route");
}
