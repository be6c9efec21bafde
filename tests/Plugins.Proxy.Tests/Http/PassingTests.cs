using System.IO.Compression;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Reeve.Plugins.Proxy.Tests.Support;
using Reeve.Proxies;
using Reeve.Testing.Http;

namespace Reeve.Plugins.Proxy.Tests.Http;

/// <summary>What passes as it is.</summary>
public sealed class PassingTests
{
    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task Grpc_Call_ArrivesByHttp2AndItsTrailersComeBack(string scheme)
    {
        await using var origin = new LoopbackServer(
            static async context =>
            {
                context.Response.ContentType = "application/grpc";
                await context.Response.WriteAsync($"{context.Request.Protocol} {context.Request.Path} te={context.Request.Headers.TE}");
                context.Response.AppendTrailer("grpc-status", "0");
            },
            static listen => listen.Protocols = HttpProtocols.Http2);
        await using var yard = new ProxyYard();
        await yard.StartAsync(yard.Simple(origin.Address, protocol: scheme == "https" ? ProxyProtocol.Https : ProxyProtocol.Http) with { Certificates = [TestCertificates.Make("here")] });
        using var client = Clients.Http(HttpVersion.Version20);
        using var request = new HttpRequestMessage(HttpMethod.Post, yard.Url("web", "/package.Service/Method", scheme))
        {
            Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = new ByteArrayContent([1, 2, 3]),
        };
        request.Content.Headers.ContentType = new("application/grpc");
        request.Headers.TE.Add(new("trailers"));

        using var answer = await client.SendAsync(request);

        Assert.Equal("HTTP/2 /package.Service/Method te=trailers", await answer.Content.ReadAsStringAsync());
        Assert.Equal("0", answer.TrailingHeaders.GetValues("grpc-status").Single());
    }

    [Fact]
    public async Task WebSocket_OverHttp2_ReachesAServerOfHttp1()
    {
        await using var origin = new Origin();
        await using var yard = new ProxyYard();
        await yard.StartAsync(yard.Simple(origin.Address, protocol: ProxyProtocol.Https) with { Certificates = [TestCertificates.Make("here")] });
        using var client = Clients.Http(HttpVersion.Version20);
        using var socket = new ClientWebSocket { Options = { HttpVersion = HttpVersion.Version20, HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact } };

        await socket.ConnectAsync(yard.Url("web", "/ws", "wss"), client, CancellationToken.None);

        Assert.Equal("hello", await socket.EchoAsync("hello"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_CompressedOrNot_IsTheServersOwn(bool compressed)
    {
        var text = new string('a', 10_000);
        await using var origin = new LoopbackServer(async context =>
        {
            Assert.Equal("gzip, br", context.Request.Headers.AcceptEncoding.ToString());
            context.Response.ContentType = "text/plain";
            if (compressed)
            {
                context.Response.Headers.ContentEncoding = "gzip";
            }

            await context.Response.Body.WriteAsync(compressed ? Zip(text) : Encoding.ASCII.GetBytes(text));
        });
        await using var yard = new ProxyYard();
        await yard.StartAsync(origin.Address);
        using var client = Clients.Http();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Encoding", "gzip, br");

        using var answer = await client.GetAsync(yard.Url("web"));

        Assert.Equal(compressed ? "gzip" : "", string.Join(',', answer.Content.Headers.ContentEncoding));
        Assert.Equal(compressed ? Zip(text) : Encoding.ASCII.GetBytes(text), await answer.Content.ReadAsByteArrayAsync());
    }

    private static byte[] Zip(string text)
    {
        using var buffer = new MemoryStream();
        using (var zip = new GZipStream(buffer, CompressionLevel.Fastest))
        {
            zip.Write(Encoding.ASCII.GetBytes(text));
        }

        return buffer.ToArray();
    }
}
