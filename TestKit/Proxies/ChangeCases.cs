using System.Net;
using System.Net.Sockets;
using Reeve.Proxies;
using Reeve.Runtime.Proxies.Specs;
using Reeve.TestKit.Conformance;

namespace Reeve.TestKit.Proxies;

/// <summary>What the contract demands of changes, restarts and replacements.</summary>
internal static class ChangeCases
{
    private const int Changes = 4;

    public static IReadOnlyList<ConformanceCase<ProxySession>> All { get; } =
    [
        new("change.at-once", "A document is served when applying it returns: added listeners and routes are there, removed ones are gone.", AtOnceAsync),
        new("change.refused", "A document of which a part cannot be had changes nothing.", RefusedAsync),
        new("change.open", "WebSockets and TCP connections of what stays live on through changes.", OpenAsync),
        new("change.load", "No request on a new connection fails while other things change.", LoadAsync),
        new("change.idle", "Connections that are kept for further requests, and UDP sessions, live on through changes that do not concern them.", IdleAsync),
        new("observe", "The revision and the open connections of a listener are told.", ObserveAsync),
        new("restart", "What was applied is served again after a restart of the agent.", RestartAsync),
        new("plugin.unloads", "The plugin's load context unloads after its provider was disposed.", UnloadsAsync),
    ];

    private static async Task AtOnceAsync(ProxySession session, CancellationToken cancellationToken)
    {
        var origin = session.Origin();
        var document = session.Document(origin.Address);
        await session.ApplyAsync(document, cancellationToken);
        for (var i = 0; i < Changes; i++)
        {
            var added = ProxySession.Route("added", "second") with { PathPrefix = $"/added{i}", Upstream = null, Response = new ProxyResponseSpec { Status = 204 } };
            await session.ApplyAsync(document with { Listeners = [session.Listener(), session.Listener("second")], Routes = [.. document.Routes, added] }, cancellationToken);
            Require.Equal(HttpStatusCode.NoContent, (await Asker.AskAsync(session.Url($"/added{i}", listener: "second"), cancellationToken)).Status, $"change {i}");
            await session.ApplyAsync(document, cancellationToken);
            await Require.ThrowsSocketAsync(() => Asker.ConnectAsync(session.EndPoint("second"), cancellationToken), $"a connection to what was removed by change {i}");
        }
    }

    private static async Task RefusedAsync(ProxySession session, CancellationToken cancellationToken)
    {
        var origin = session.Origin();
        var document = session.Document(origin.Address);
        await session.ApplyAsync(document, cancellationToken);
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(session.EndPoint("taken"));
        other.Listen();
        var wish = document with { Listeners = [session.Listener(), session.Listener("free"), session.Listener("taken")], Routes = [document.Routes[0] with { PathPrefix = "/none" }] };
        await Require.ThrowsAsync(() => session.ApplyAsync(wish, cancellationToken), "a port that another program has", ErrorReason.Conflict);
        Require.Equal(HttpStatusCode.OK, (await Asker.AskAsync(session.Url(), cancellationToken)).Status, "the answer");
        await Require.ThrowsSocketAsync(() => Asker.ConnectAsync(session.EndPoint("free"), cancellationToken), "a connection to the refused document's listener");
        Require.Equal(1L, (await session.Service.ObserveAsync(cancellationToken)).Revision, "the revision");
    }

    private static async Task OpenAsync(ProxySession session, CancellationToken cancellationToken)
    {
        var document = Mixed(session);
        await session.ApplyAsync(document, cancellationToken);
        using var socket = await Asker.OpenSocketAsync(session.Url("/ws"), cancellationToken);
        var withTcp = document.Listeners.Count > 1;
        using var tcp = withTcp ? await Asker.ConnectAsync(session.EndPoint("tcp"), cancellationToken) : null;
        for (var i = 0; i < Changes; i++)
        {
            await session.ApplyAsync(document with { Routes = [.. document.Routes, ProxySession.Route("other") with { PathPrefix = $"/other{i}" }] }, cancellationToken);
            Require.Equal("still", await Asker.EchoAsync(socket, "still", cancellationToken), $"the echo after change {i}");
            if (tcp is not null)
            {
                await tcp.SendAsync("still\n"u8.ToArray(), cancellationToken);
                await using var stream = new NetworkStream(tcp);
                Require.Equal("one still\n", await Asker.ReadAsync(stream, "one still\n".Length, cancellationToken), $"the answer after change {i}");
            }
        }
    }

    private static async Task LoadAsync(ProxySession session, CancellationToken cancellationToken)
    {
        var origin = session.Origin();
        var document = session.Document(origin.Address);
        await session.ApplyAsync(document, cancellationToken);
        using var stop = new CancellationTokenSource();
        var load = Enumerable.Range(0, 4).Select(_ => Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    var (status, _, _) = await Asker.AskAsync(session.Url(), cancellationToken, request => request.Headers.ConnectionClose = true);
                    Require.Equal(HttpStatusCode.OK, status, "the answer");
                }
            },
            cancellationToken)).ToArray();
        for (var i = 0; i < Changes && !load.Any(task => task.IsFaulted); i++)
        {
            await session.ApplyAsync(document with { Routes = [.. document.Routes, ProxySession.Route("other") with { PathPrefix = $"/other{i}" }] }, cancellationToken);
        }

        await stop.CancelAsync();
        await Task.WhenAll(load);
    }

    private static async Task IdleAsync(ProxySession session, CancellationToken cancellationToken)
    {
        Require.Applies(!session.Capabilities.EndsIdleConnections, "the provider says that it does not");
        var origin = session.Origin();
        var document = session.Document(origin.Address);
        await session.ApplyAsync(document, cancellationToken);
        using var connection = await Asker.ConnectAsync(session.EndPoint("web"), cancellationToken);
        await using var stream = new NetworkStream(connection);
        for (var i = 0; i < Changes; i++)
        {
            await stream.WriteAsync("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), cancellationToken);
            var answer = "";
            while (!answer.EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                var next = await Asker.ReadAsync(stream, 1, cancellationToken);
                Require.True(next.Length == 1, $"the connection ended after change {i}");
                answer += next;
            }

            await session.ApplyAsync(document with { Routes = [.. document.Routes, ProxySession.Route("other") with { PathPrefix = $"/other{i}" }] }, cancellationToken);
        }
    }

    private static async Task ObserveAsync(ProxySession session, CancellationToken cancellationToken)
    {
        await session.ApplyAsync(Mixed(session), cancellationToken);
        using var socket = await Asker.OpenSocketAsync(session.Url("/ws"), cancellationToken);
        var observation = await session.Service.ObserveAsync(cancellationToken);
        Require.Equal((1L, 1L), (observation.Revision, observation.Connections.GetValueOrDefault("web")), "revision and connections");
    }

    private static async Task RestartAsync(ProxySession session, CancellationToken cancellationToken)
    {
        var origin = session.Origin();
        await session.ApplyAsync(session.Document(origin.Address), cancellationToken);
        await session.ReopenAsync(cancellationToken);
        Require.Equal(HttpStatusCode.OK, (await Asker.AskAsync(session.Url(), cancellationToken)).Status, "the answer");
        await session.ApplyAsync(session.Document(origin.Address, ProxySession.Route("all") with { PathPrefix = "/app" }), cancellationToken);
        Require.Equal(HttpStatusCode.NotFound, (await Asker.AskAsync(session.Url(), cancellationToken)).Status, "the answer after a change");
    }

    private static async Task UnloadsAsync(ProxySession session, CancellationToken cancellationToken)
    {
        await session.LoadAnewAsync(cancellationToken);
        if (session.Capabilities.Protocols.Contains(ProxyProtocol.Http))
        {
            await session.ApplyAsync(session.Document(session.Origin().Address), cancellationToken);
            await Asker.AskAsync(session.Url(), cancellationToken);
        }
        else if (session.Capabilities.Protocols.Contains(ProxyProtocol.Tcp))
        {
            await session.ApplyAsync(StreamCases.Tcp(session, session.Serve(new LineServer("one")).Address), cancellationToken);
            await StreamCases.TalkAsync(session, "hello\n", cancellationToken);
        }

        Require.True(await session.UnloadsAsync(cancellationToken), "something still refers to the plugin: see docs/plugins.md");
    }

    // HTTP, and TCP where the provider speaks it.
    private static ProxySpec Mixed(ProxySession session)
    {
        var document = session.Document(session.Origin().Address);
        if (!session.Capabilities.Protocols.Contains(ProxyProtocol.Tcp))
        {
            return document;
        }

        var server = session.Serve(new LineServer("one"));
        return document with
        {
            Listeners = [session.Listener(), session.Listener("tcp", "tcp")],
            Routes = [.. document.Routes, ProxySession.Route("lines", "tcp") with { Upstream = "lines" }],
            Upstreams = [.. document.Upstreams, ProxySession.Group("lines", server.Address)],
        };
    }
}
