using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Reeve.Plugins.Nginx.Tests.Support;
using Reeve.Proxies;
using Reeve.Testing;
using Reeve.Testing.Http;

namespace Reeve.Plugins.Nginx.Tests.Http;

/// <summary>gRPC by nginx: over TLS from the client, in clear text to the server.</summary>
public sealed class GrpcTests
{
    [RequiresFact(Component.Nginx)]
    public async Task Call_BothSidesSendAsTheyLike_AndLivesThroughAChange()
    {
        await using var origin = new Origin(protocols: HttpProtocols.Http2);
        await using var yard = new NginxYard();
        var snapshot = Snapshot(yard, origin.Address);
        await yard.StartAsync(snapshot);
        await using var call = await DuplexCall.OpenAsync(yard.Url("web", "/grpc/echo", "https"), "one"); // nginx keeps headers without a message back

        Assert.Equal("one", await call.HearAsync(3));
        await yard.ApplyAsync(snapshot with { Listeners = [.. snapshot.Listeners, yard.Listener("more")] });

        Assert.Equal("two", await call.EchoAsync("two"));
    }

    [RequiresFact(Component.Nginx)]
    public async Task Call_Trailers_ArriveWithTheHeadersThatTheServerNeeds()
    {
        await using var origin = new LoopbackServer(
            static async context =>
            {
                context.Response.ContentType = "application/grpc";
                await context.Response.Body.WriteAsync(Encoding.ASCII.GetBytes(
                    $"{context.Request.Protocol} {context.Request.Path} {context.Request.Host} te={context.Request.Headers.TE} {context.Request.Headers["X-Forwarded-Proto"]} {context.Request.Headers["X-Set"]}"));
                context.Response.AppendTrailer("grpc-status", "0");
            },
            static listen => listen.Protocols = HttpProtocols.Http2);
        await using var yard = new NginxYard();
        await yard.StartAsync(Snapshot(yard, origin.Address, static route => route with
        {
            PathPrefix = "/grpc", StripPrefix = true, RequestHeaders = new Dictionary<string, string> { ["X-Set"] = "s" },
        }));

        var (status, body, trailer) = await CallAsync(yard.Url("web", "/grpc/package.Service/Method", "https"));

        Assert.Equal((HttpStatusCode.OK, "0"), (status, trailer));
        Assert.Equal($"HTTP/2 /package.Service/Method {origin.Address.Authority} te=trailers https s", body);
    }

    [RequiresFact(Component.Nginx)]
    public async Task Call_BesideOtherRequests_EachInItsOwnProtocol()
    {
        await using var origin = new LoopbackServer(
            static context => context.Response.WriteAsync(context.Request.Protocol), static listen => listen.Protocols = HttpProtocols.Http1);
        await using var calls = new LoopbackServer(
            static context => context.Response.WriteAsync(context.Request.Protocol), static listen => listen.Protocols = HttpProtocols.Http2);
        await using var yard = new NginxYard();
        var snapshot = Snapshot(yard, origin.Address);
        await yard.StartAsync(snapshot with
        {
            Routes = [.. snapshot.Routes, NginxYard.Route("calls", upstream: "calls") with { PathPrefix = "/package.Service" }], Upstreams = [.. snapshot.Upstreams, NginxYard.Group("calls", calls.Address)],
        });
        using var client = Clients.Http(HttpVersion.Version20);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("HTTP/1.1", await client.GetStringAsync(yard.Url("web", "/page", "https")));
            Assert.Equal("HTTP/2", (await CallAsync(yard.Url("web", "/package.Service/Method", "https"))).Body);
        }
    }

    [RequiresFact(Component.Nginx)]
    public async Task Call_ForOthersOrToNobody_IsAnsweredAsOtherRequestsAre()
    {
        await using var yard = new NginxYard();
        var snapshot = Snapshot(yard, new Uri($"http://127.0.0.1:{FreePorts.Find()}"));
        await yard.StartAsync(snapshot with
        {
            Routes =
            [
                .. snapshot.Routes, NginxYard.Route("others") with { PathPrefix = "/others", AllowedSources = [IPNetwork.Parse("192.0.2.0/24")] },
                NginxYard.Route("fixed", upstream: null) with { PathPrefix = "/fixed", Response = new ProxyResponse { Status = 204 } },
            ],
        });

        Assert.Equal(HttpStatusCode.Forbidden, (await CallAsync(yard.Url("web", "/others/x", "https"))).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await CallAsync(yard.Url("web", "/fixed/x", "https"))).Status);
        Assert.Equal(HttpStatusCode.BadGateway, (await CallAsync(yard.Url("web", "/x", "https"))).Status);
    }

    private static ProxySnapshot Snapshot(NginxYard yard, Uri origin, Func<ProxyRoute, ProxyRoute>? route = null) =>
        yard.Simple(origin, route, protocol: ProxyProtocol.Https) with { Certificates = [TestCertificates.Make("here")] };

    private static async Task<(HttpStatusCode Status, string Body, string? Trailer)> CallAsync(Uri address)
    {
        using var client = Clients.Http(HttpVersion.Version20);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = new ByteArrayContent([1, 2, 3]) };
        request.Content.Headers.ContentType = new("application/grpc");
        request.Headers.TE.Add(new("trailers"));
        using var answer = await client.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, body, answer.TrailingHeaders.TryGetValues("grpc-status", out var values) ? values.Single() : null);
    }
}
