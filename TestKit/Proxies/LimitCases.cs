using System.Net;
using Reeve.Runtime.Proxies.Specs;
using Reeve.TestKit.Conformance;

namespace Reeve.TestKit.Proxies;

/// <summary>What the contract demands of limits, and of what a provider does not claim.</summary>
internal static class LimitCases
{
    public static IReadOnlyList<ConformanceCase<ProxySession>> All { get; } =
    [
        new("limit.body", "A body above the route's limit, by its length or in chunks, is answered with 413; one at the limit passes.", BodyAsync),
        new("limit.no-body", "A limit of nothing lets requests without a body pass.", NoBodyAsync),
        new("limit.rate", "A client above the route's rate is answered with 429.", RateAsync),
        new("limit.timeout", "A server that does not answer within the route's time costs its client a 504.", TimeoutAsync),
        new("limit.unclaimed", "A document that asks for what the provider does not claim is refused with the field's name.", UnclaimedAsync),
    ];

    private static async Task BodyAsync(ProxySession session, CancellationToken cancellationToken)
    {
        session.Needs("routes.maxBodyBytes");
        var origin = session.Origin();
        await session.ApplyAsync(session.Document(origin.Address, ProxySession.Route("all") with { MaxBodyBytes = 1000 }), cancellationToken);
        foreach (var (size, chunked, status) in new[] { (1000, false, HttpStatusCode.OK), (1001, false, HttpStatusCode.RequestEntityTooLarge), (100_000, true, HttpStatusCode.RequestEntityTooLarge) })
        {
            Require.Equal(status, await PostAsync(session, size, chunked, cancellationToken), $"the answer to {size} bytes{(chunked ? " in chunks" : "")}");
        }
    }

    private static async Task NoBodyAsync(ProxySession session, CancellationToken cancellationToken)
    {
        session.Needs("routes.maxBodyBytes");
        var origin = session.Origin();
        await session.ApplyAsync(session.Document(origin.Address, ProxySession.Route("all") with { MaxBodyBytes = 0 }), cancellationToken);
        Require.Equal(HttpStatusCode.OK, (await Asker.AskAsync(session.Url(), cancellationToken)).Status, "the answer without a body");
        Require.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(session, 1, false, cancellationToken), "the answer to a byte");
    }

    private static async Task<HttpStatusCode> PostAsync(ProxySession session, int size, bool chunked, CancellationToken cancellationToken) =>
        (await Asker.AskAsync(session.Url(), cancellationToken, request =>
        {
            (request.Method, request.Content) = (HttpMethod.Post, new ByteArrayContent(new byte[size]));
            (request.Headers.TransferEncodingChunked, request.Headers.ExpectContinue) = (chunked, true);
        })).Status;

    private static async Task RateAsync(ProxySession session, CancellationToken cancellationToken)
    {
        session.Needs("routes.rateLimit");
        var origin = session.Origin();
        await session.ApplyAsync(session.Document(origin.Address, ProxySession.Route("all") with { RateLimit = 2 }), cancellationToken);
        using var client = Asker.New();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.GetAsync(session.Url(), cancellationToken)));
        Require.True(answers.Any(answer => answer.StatusCode is HttpStatusCode.OK), "none of 50 requests at once passed");
        Require.True(answers.Count(answer => answer.StatusCode is HttpStatusCode.TooManyRequests) > 10, "hardly any of 50 requests at once was too many");
    }

    private static async Task TimeoutAsync(ProxySession session, CancellationToken cancellationToken)
    {
        session.Needs("routes.timeout");
        var origin = session.Origin();
        await session.ApplyAsync(session.Document(origin.Address, ProxySession.Route("all") with { Timeout = TimeSpan.FromMilliseconds(300) }), cancellationToken);
        Require.Equal(HttpStatusCode.GatewayTimeout, (await Asker.AskAsync(session.Url("/slow"), cancellationToken)).Status, "the answer");
    }

    private static async Task UnclaimedAsync(ProxySession session, CancellationToken cancellationToken)
    {
        var document = session.Document(new Uri("http://127.0.0.1:1"));
        var (listener, group) = (document.Listeners[0], document.Upstreams[0]);
        (string Feature, string Field, ProxySpec Document)[] wishes =
        [
            ("listeners.maxConnections", "listeners[0].maxConnections", document with { Listeners = [listener with { MaxConnections = 5 }] }),
            ("upstreams.healthCheck", "upstreams[0].healthCheck", document with { Upstreams = [group with { HealthCheck = new ProxyHealthCheckSpec() }] }),
            ("upstreams.affinityCookie", "upstreams[0].affinityCookie", document with { Upstreams = [group with { AffinityCookie = "lb" }] }),
            ("routes.exactPath", "routes[0].exactPath", document with { Routes = [document.Routes[0] with { ExactPath = "/" }] }),
            ("routes.pathRegex", "routes[0].pathRegex", document with { Routes = [document.Routes[0] with { PathRegex = "/.*" }] }),
            ("routes.allowedSources", "routes[0].allowedSources", document with { Routes = [document.Routes[0] with { AllowedSources = ["127.0.0.0/8"] }] }),
            ("protocol http3", "listeners[0].protocol", document with { Listeners = [listener with { Protocol = "http3" }] }),
        ];
        var unclaimed = wishes.Where(wish => wish.Feature == "protocol http3"
            ? !session.Capabilities.Protocols.Contains(Reeve.Proxies.ProxyProtocol.Http3)
            : !session.Capabilities.Features.Contains(wish.Feature)).ToArray();
        Require.Applies(unclaimed.Length > 0, "the provider claims everything");
        foreach (var (feature, field, wish) in unclaimed)
        {
            try
            {
                await session.ApplyAsync(wish, cancellationToken);
            }
            catch (Runtime.Proxies.ProxyValidationException exception)
            {
                Require.True(exception.Errors.Any(error => error.Field == field), $"{feature}: the field is not named: {exception.Message}");
                continue;
            }

            throw new RequirementFailedException($"{feature} was taken");
        }
    }
}
