using System.Net;
using Reeve.Runtime.Proxies.Specs;
using Reeve.TestKit.Conformance;

namespace Reeve.TestKit.Proxies;

/// <summary>What the contract demands of the choice of servers.</summary>
internal static class ServerCases
{
    public static IReadOnlyList<ConformanceCase<ProxySession>> All { get; } =
    [
        .. new[] { "RoundRobin", "LeastRequests", "Random", "PowerOfTwoChoices" }.Select(policy =>
            new ConformanceCase<ProxySession>($"server.{policy}", $"With {policy} every server of a group gets requests.", (session, token) => BalanceAsync(session, policy, token))),
        new("server.First", "With First the first server gets all requests while it can be reached.", FirstAsync),
        new("server.retry", "A request that may be repeated is tried on another server when the first cannot be reached, where the route says so.", RetryAsync),
        new("server.left-out", "A server that cannot be reached is left out after failures; the others serve.", LeftOutAsync),
        new("server.unreachable", "If no server can be reached the answer is 502 or 503.", UnreachableAsync),
    ];

    private static async Task BalanceAsync(ProxySession session, string policy, CancellationToken cancellationToken)
    {
        HttpOrigin[] origins = [session.Origin("one"), session.Origin("two"), session.Origin("three")];
        await session.ApplyAsync(WithGroup(session, policy, origins.Select(origin => origin.Address)), cancellationToken);
        using var client = Asker.New();
        await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => client.GetAsync(session.Url(), cancellationToken)));
        foreach (var origin in origins)
        {
            Require.True(origin.Requests.Count >= 20, $"{origin.Name} got {origin.Requests.Count} of 300 requests");
        }
    }

    private static async Task FirstAsync(ProxySession session, CancellationToken cancellationToken)
    {
        HttpOrigin[] origins = [session.Origin("one"), session.Origin("two")];
        await session.ApplyAsync(WithGroup(session, "First", origins.Select(origin => origin.Address)), cancellationToken);
        for (var i = 0; i < 10; i++)
        {
            await Asker.AskAsync(session.Url(), cancellationToken);
        }

        Require.Equal((10, 0), (origins[0].Requests.Count, origins[1].Requests.Count), "requests");
    }

    private static async Task RetryAsync(ProxySession session, CancellationToken cancellationToken)
    {
        session.Needs("routes.retries");
        var origin = session.Origin();
        var document = WithGroup(session, "RoundRobin", [Nobody(session), origin.Address]);
        await session.ApplyAsync(document with { Routes = [document.Routes[0] with { Retries = 1 }], Upstreams = [document.Upstreams[0] with { BreakAfter = 0 }] }, cancellationToken);
        for (var i = 0; i < 6; i++)
        {
            Require.Equal(HttpStatusCode.OK, (await Asker.AskAsync(session.Url(), cancellationToken)).Status, "the answer");
        }
    }

    private static async Task LeftOutAsync(ProxySession session, CancellationToken cancellationToken)
    {
        session.Needs("upstreams.breakAfter");
        var origin = session.Origin();
        var document = WithGroup(session, "RoundRobin", [Nobody(session), origin.Address]);
        await session.ApplyAsync(document with { Upstreams = [document.Upstreams[0] with { BreakAfter = 1, BreakDuration = TimeSpan.FromMinutes(10) }] }, cancellationToken);
        var successes = 0;
        for (var i = 0; i < 40 && successes < 10; i++)
        {
            successes = (await Asker.AskAsync(session.Url(), cancellationToken)).Status is HttpStatusCode.OK ? successes + 1 : 0;
        }

        Require.Equal(10, successes, "successes in a row");
    }

    private static async Task UnreachableAsync(ProxySession session, CancellationToken cancellationToken)
    {
        await session.ApplyAsync(session.Document(Nobody(session)), cancellationToken);
        Require.True((await Asker.AskAsync(session.Url(), cancellationToken)).Status is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable, "the answer is another one");
    }

    private static ProxySpec WithGroup(ProxySession session, string policy, IEnumerable<Uri> members) =>
        session.Document(new Uri("http://127.0.0.1:1")) with { Upstreams = [ProxySession.Group("origin", [.. members]) with { LoadBalancing = policy }] };

    // A port of the loopback that was free just now.
    private static Uri Nobody(ProxySession session) => new($"http://{session.EndPoint("nobody")}");
}
