using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Reeve.Plugins.Proxy.Tests.Support;
using Reeve.Proxies;
using Reeve.Testing;

namespace Reeve.Plugins.Proxy.Tests.Http;

/// <summary>What a change must not disturb.</summary>
public sealed class LiveChangeTests
{
    [Fact]
    public async Task Change_OfOthers_WebSocketEventsAndStreamLiveOn()
    {
        await using var origin = new Origin();
        await using var streams = new Origin(protocols: HttpProtocols.Http2);
        await using var yard = new ProxyYard("""{"drainSeconds": 0}""");
        var simple = Base(yard, origin, streams);
        await yard.StartAsync(simple);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(yard.Url("web", "/ws", "ws"), CancellationToken.None);
        using var client = Clients.Http();
        using var events = await client.GetAsync(yard.Url("web", "/events"), HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await events.Content.ReadAsStreamAsync(), Encoding.UTF8);
        await using var stream = await DuplexCall.OpenAsync(yard.Url("web", "/grpc/echo"));
        Assert.Equal("one", await socket.EchoAsync("one"));

        for (var i = 0; i < 20; i++)
        {
            await yard.ApplyAsync(simple with
            {
                Listeners = [simple.Listeners[0], yard.Listener($"extra-{i}")],
                Routes = [.. simple.Routes, ProxyYard.Route($"new-{i}", $"extra-{i}", "other"), ProxyYard.Route("changing") with { PathPrefix = $"/{i}" }],
                Upstreams = [.. simple.Upstreams, ProxyYard.Group("other", new Uri($"http://127.0.0.1:{i + 1}"))],
            });
            Assert.Equal($"{i}", await socket.EchoAsync($"{i}"));
            Assert.Equal($"{i}", await stream.EchoAsync($"{i}"));
            origin.Push();
            Assert.Equal($"data: {i + 1}", await reader.ReadLineAsync());
            Assert.Equal("", await reader.ReadLineAsync());
        }
    }

    [Fact]
    public async Task Removed_Listener_OpenRequestEndsAndNewOnesAreRefused()
    {
        await using var origin = new Origin();
        await using var yard = new ProxyYard();
        var simple = yard.Simple(origin.Address);
        await yard.StartAsync(simple);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(yard.Url("web", "/ws", "ws"), CancellationToken.None);
        using var kept = await Clients.ConnectAsync(yard.EndPoint("web"));
        await kept.SendAsync("GET /status/204 HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
        Assert.StartsWith("HTTP/1.1 204", await kept.ReadTextAsync(12), StringComparison.Ordinal);

        await yard.ApplyAsync(simple with { Listeners = [], Routes = [] });

        await kept.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
        Assert.Contains("503", await kept.ReadTextAsync(1 << 16), StringComparison.Ordinal);
        Assert.Equal("still", await socket.EchoAsync("still"));
    }

    [Fact]
    public async Task Removed_Route_WhatItServesIsCutAfterTheDrain()
    {
        var clock = new ManualTimeProvider();
        await using var origin = new Origin();
        await using var yard = new ProxyYard(timeProvider: clock);
        var simple = yard.Simple(origin.Address);
        await yard.StartAsync(simple);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(yard.Url("web", "/ws", "ws"), CancellationToken.None);

        await yard.ApplyAsync(simple with { Routes = [] });
        Assert.Equal("still", await socket.EchoAsync("still"));
        clock.Advance(TimeSpan.FromSeconds(30));

        using var limit = new CancellationTokenSource(Eventually.Deadline);
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ReceiveAsync(new byte[10], limit.Token));
    }

    [Fact]
    public async Task Apply_Invalid_FormerOneServesOn()
    {
        await using var origin = new Origin();
        await using var yard = new ProxyYard();
        var simple = yard.Simple(origin.Address);
        await yard.StartAsync(simple);

        var error = await Assert.ThrowsAsync<ProviderException>(() => yard.ApplyAsync(simple with
        {
            Routes = [], Certificates = [new ProxyCertificate { ChainPem = "none", KeyPem = "none" }],
        }));

        Assert.Equal((ErrorReason.Invalid, "certificates[0]"), (error.Reason, error.Field));
        using var client = Clients.Http();
        Assert.Contains("GET /", await client.GetStringAsync(yard.Url("web")), StringComparison.Ordinal);
        Assert.Equal(1, (await yard.Provider.ObserveAsync(CancellationToken.None)).Revision);
    }

    [Fact]
    public async Task Drain_OpenWebSocket_ServedToItsEndAndSocketStaysOpen()
    {
        await using var origin = new Origin();
        await using var yard = new ProxyYard();
        await yard.StartAsync(origin.Address);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(yard.Url("web", "/ws", "ws"), CancellationToken.None);

        var draining = yard.Provider.DrainAsync(Eventually.Deadline, CancellationToken.None);
        Assert.Equal("still", await socket.EchoAsync("still"));
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);

        Assert.Equal(0, await draining);
        using var lent = await Clients.ConnectAsync(yard.EndPoint("web")); // the socket still listens, for whoever comes next
    }

    private static ProxySnapshot Base(ProxyYard yard, Origin origin, Origin streams)
    {
        var simple = yard.Simple(origin.Address);
        return simple with
        {
            Routes = [.. simple.Routes, ProxyYard.Route("grpc", upstream: "streams") with { PathPrefix = "/grpc" }],
            Upstreams = [.. simple.Upstreams, ProxyYard.Group("streams", streams.Address)],
        };
    }
}
