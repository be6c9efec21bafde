using System.Net;
using Reeve.Runtime.Proxies.Specs;
using Reeve.TestKit.Conformance;

namespace Reeve.TestKit.Proxies;

/// <summary>What the contract demands of requests and answers on their way.</summary>
internal static class MessageCases
{
    private static readonly string[] s_forwarded = ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Forwarded", "X-Real-IP"];

    public static IReadOnlyList<ConformanceCase<ProxySession>> All { get; } =
    [
        new("message.target.kept", "A server gets the target as the client sent it, encoded slashes and doubled ones included.", Target(null, "/app/x%2Fy//z?q=a%20b", "/app/x%2Fy//z?q=a%20b")),
        new("message.target.stripped", "A route that strips its prefix takes it away from the target, and nothing else.", Target("/app", "/app/x%2Fy?q=1", "/x%2Fy?q=1", "/app", "/", "/app?q", "/?q")),
        new("message.forwarded", "A server is told who asks; what a client says of it is overwritten.", ForwardedAsync),
        new("message.forwarded.trusted", "What a trusted network says of who asks is continued.", TrustedAsync),
        new("message.host", "A server gets its own host, or the client's where the route says so.", HostAsync),
        new("message.headers", "A route sets and takes away headers of requests and answers, whatever is in them.", HeadersAsync),
        new("message.response", "A fixed answer has its status, headers and body, whatever is in them.", ResponseAsync),
        new("message.redirect", "A route that redirects answers clear text with 308 and the same target under https.", RedirectAsync),
        new("message.websocket", "WebSockets pass.", WebSocketAsync),
        new("message.stream", "What a server sends reaches the client at once, also in an answer that goes on.", StreamAsync),
        new("message.body", "A body of megabytes, with or without a length, arrives whole.", BodyAsync),
        new("message.loop", "A request that comes back to the proxy is answered with 508.", LoopAsync),
    ];

    private static Func<ProxySession, CancellationToken, Task> Target(string? strip, params string[] pairs) => async (session, cancellationToken) =>
    {
        var origin = session.Origin();
        await session.ApplyAsync(session.Document(origin.Address, ProxySession.Route("all") with { PathPrefix = strip, StripPrefix = strip is not null }), cancellationToken);
        for (var i = 0; i < pairs.Length; i += 2)
        {
            Require.Equal($"GET {pairs[i + 1]}", (await Asker.AskAsync(session.Url(pairs[i]), cancellationToken)).Body.Split('\n')[0], $"what became of {pairs[i]}");
        }
    };

    private static async Task ForwardedAsync(ProxySession session, CancellationToken cancellationToken)
    {
        var origin = session.Origin();
        await session.ApplyAsync(session.Document(origin.Address), cancellationToken);
        var (_, told, _) = await Asker.AskAsync(session.Url(), cancellationToken, request =>
        {
            request.Headers.Host = "shop.example.org";
            foreach (var name in s_forwarded)
            {
                request.Headers.TryAddWithoutValidation(name, "made-up");
            }
        });
        Require.Equal("127.0.0.1", Asker.Header(told, "X-Forwarded-For"), "X-Forwarded-For");
        Require.Equal("http", Asker.Header(told, "X-Forwarded-Proto"), "X-Forwarded-Proto");
        Require.Equal("shop.example.org", Asker.Header(told, "X-Forwarded-Host"), "X-Forwarded-Host");
        Require.Equal("for=127.0.0.1;host=\"shop.example.org\";proto=http", Asker.Header(told, "Forwarded"), "Forwarded");
        Require.Equal(null, Asker.Header(told, "X-Real-IP"), "X-Real-IP");
        Require.True(!told.Contains("made-up", StringComparison.Ordinal), "something of it arrived");
    }

    private static async Task TrustedAsync(ProxySession session, CancellationToken cancellationToken)
    {
        session.Needs("listeners.trustedProxies");
        var origin = session.Origin();
        var document = session.Document(origin.Address);
        await session.ApplyAsync(document with { Listeners = [session.Listener() with { TrustedProxies = ["127.0.0.0/8"] }] }, cancellationToken);
        var (_, told, _) = await Asker.AskAsync(session.Url(), cancellationToken, request =>
        {
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", "192.0.2.9");
            request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", "https");
        });
        Require.Equal("192.0.2.9, 127.0.0.1", Asker.Header(told, "X-Forwarded-For"), "X-Forwarded-For");
        Require.Equal("https", Asker.Header(told, "X-Forwarded-Proto"), "X-Forwarded-Proto");
    }

    private static async Task HostAsync(ProxySession session, CancellationToken cancellationToken)
    {
        session.Needs("routes.preserveHost");
        var origin = session.Origin();
        await session.ApplyAsync(session.Document(origin.Address, ProxySession.Route("own"), ProxySession.Route("kept") with { PathPrefix = "/kept", PreserveHost = true }), cancellationToken);
        foreach (var (path, host) in new[] { ("/", origin.Address.Authority), ("/kept", "shop.example.org") })
        {
            var (_, told, _) = await Asker.AskAsync(session.Url(path), cancellationToken, request => request.Headers.Host = "shop.example.org");
            Require.Equal(host, Asker.Header(told, "Host"), $"the host of {path}");
        }
    }

    private static async Task HeadersAsync(ProxySession session, CancellationToken cancellationToken)
    {
        session.Needs("routes.requestHeaders");
        session.Needs("routes.responseHeaders");
        const string Odd = "a \"b\" \\ $host ${x} ; } # 'c' {{d}}";
        var origin = session.Origin();
        await session.ApplyAsync(
            session.Document(origin.Address, ProxySession.Route("all") with
            {
                RequestHeaders = new Dictionary<string, string> { ["X-Set"] = Odd, ["X-Gone"] = "" },
                ResponseHeaders = new Dictionary<string, string> { ["X-Origin"] = "", ["X-Answer"] = Odd },
            }),
            cancellationToken);
        var (_, told, answer) = await Asker.AskAsync(session.Url(), cancellationToken, request =>
        {
            request.Headers.TryAddWithoutValidation("X-Set", "client");
            request.Headers.TryAddWithoutValidation("X-Gone", "client");
        });
        Require.Equal(Odd, Asker.Header(told, "X-Set"), "X-Set");
        Require.Equal(null, Asker.Header(told, "X-Gone"), "X-Gone");
        Require.True(!answer.Headers.Contains("X-Origin"), "X-Origin was not taken away");
        Require.Equal(Odd, answer.Headers.TryGetValues("X-Answer", out var values) ? string.Join('|', values) : null, "X-Answer");
    }

    private static async Task ResponseAsync(ProxySession session, CancellationToken cancellationToken)
    {
        session.Needs("routes.response");
        const string Odd = "line one\nline \"two\" $host ${x} \\n {{y}} ; } \u20ac\n";
        var document = session.Document(
            new Uri("http://127.0.0.1:1"),
            ProxySession.Route("odd") with { Upstream = null, Response = new ProxyResponseSpec { Status = 203, Body = Odd, Headers = new Dictionary<string, string> { ["Content-Type"] = "text/odd", ["X-Odd"] = "a \"$b\"" } } },
            ProxySession.Route("empty") with { PathPrefix = "/empty", Upstream = null, Response = new ProxyResponseSpec { Status = 404 } });
        await session.ApplyAsync(document, cancellationToken);
        var (status, body, answer) = await Asker.AskAsync(session.Url(), cancellationToken);
        Require.Equal((203, Odd, "text/odd"), ((int)status, body, answer.Content.Headers.ContentType?.ToString()), "the answer");
        Require.Equal("a \"$b\"", string.Join('|', answer.Headers.GetValues("X-Odd")), "X-Odd");
        (status, body, _) = await Asker.AskAsync(session.Url("/empty"), cancellationToken, request => (request.Method, request.Content) = (HttpMethod.Post, new StringContent("ignored")));
        Require.Equal((404, ""), ((int)status, body), "the empty answer");
    }

    private static async Task RedirectAsync(ProxySession session, CancellationToken cancellationToken)
    {
        session.Needs("routes.redirectToHttps");
        await session.ApplyAsync(session.Document(new Uri("http://127.0.0.1:1"), ProxySession.Route("all") with { RedirectToHttps = true }), cancellationToken);
        var (status, _, answer) = await Asker.AskAsync(session.Url("/page?a=b"), cancellationToken, request => request.Headers.Host = "shop.example.org:8080");
        Require.Equal((308, "https://shop.example.org/page?a=b"), ((int)status, answer.Headers.Location?.OriginalString), "the answer");
    }

    private static async Task WebSocketAsync(ProxySession session, CancellationToken cancellationToken)
    {
        var origin = session.Origin();
        await session.ApplyAsync(session.Document(origin.Address), cancellationToken);
        using var socket = await Asker.OpenSocketAsync(session.Url("/ws"), cancellationToken);
        Require.Equal("hello", await Asker.EchoAsync(socket, "hello", cancellationToken), "the echo");
    }

    private static async Task StreamAsync(ProxySession session, CancellationToken cancellationToken)
    {
        var origin = session.Origin();
        await session.ApplyAsync(session.Document(origin.Address), cancellationToken);
        using var client = Asker.New();
        await using var stream = await client.GetStreamAsync(session.Url("/events"), cancellationToken);
        Require.Equal("data: 1\n\n", await Asker.ReadAsync(stream, 9, cancellationToken), "the event");
    }

    private static async Task BodyAsync(ProxySession session, CancellationToken cancellationToken)
    {
        var origin = session.Origin();
        await session.ApplyAsync(session.Document(origin.Address), cancellationToken);
        foreach (var chunked in new[] { false, true })
        {
            var (status, _, _) = await Asker.AskAsync(session.Url(), cancellationToken, request =>
            {
                (request.Method, request.Content) = (HttpMethod.Post, new ByteArrayContent(new byte[4 << 20]));
                request.Headers.TransferEncodingChunked = chunked;
            });
            Require.Equal(HttpStatusCode.OK, status, chunked ? "the answer to chunks" : "the answer");
        }
    }

    private static async Task LoopAsync(ProxySession session, CancellationToken cancellationToken)
    {
        var document = session.Document(session.Url(listener: "second")) with
        {
            Listeners = [session.Listener(), session.Listener("second")],
            Routes = [ProxySession.Route("there"), ProxySession.Route("back", "second") with { Upstream = "first" }],
        };
        await session.ApplyAsync(document with { Upstreams = [.. document.Upstreams, ProxySession.Group("first", session.Url())] }, cancellationToken);
        Require.Equal(508, (int)(await Asker.AskAsync(session.Url(), cancellationToken)).Status, "the answer");
    }
}
