using System.Net;
using Reeve.Plugins.Nginx.Tests.Support;
using Reeve.Proxies;
using Reeve.Testing;

namespace Reeve.Plugins.Nginx.Tests.Http;

/// <summary>What differs from the proxy in process, and where nginx alone has something to get wrong.</summary>
public sealed class EdgeTests
{
    [RequiresTheory(Component.Nginx)]
    [InlineData("/a/b/c%2Fd", "200 /c%2Fd")]
    [InlineData("/%61/b/c", "200 /c")]
    [InlineData("/a%2Fb/c", "400 ")]
    [InlineData("/a/b/../c", "400 ")]
    [InlineData("/a/b/%2E%2e/c", "400 ")]
    [InlineData("/a/b/x?y=/../z", "200 /x?y=/../z")]
    [InlineData("/a/b\\c", "400 ")]
    [InlineData("/a/bc", "404 ")]
    public async Task Target_OfARouteThatStrips_IsTheClientsOwnOrRefused(string target, string expected)
    {
        await using var origin = new Origin();
        await using var yard = new NginxYard();
        await yard.StartAsync(yard.Simple(origin.Address, route => route with { PathPrefix = "/a/b", StripPrefix = true }));

        var answer = await Clients.RawAsync(yard.EndPoint("web"), $"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        var arrived = answer.Split('\n').FirstOrDefault(line => line.Contains("GET /", StringComparison.Ordinal))?.Split(' ')[^2];
        Assert.Equal(expected, $"{answer.Split(' ')[1]} {arrived}");
    }

    [RequiresTheory(Component.Nginx)]
    [InlineData(ProxyProtocol.Http)]
    [InlineData(ProxyProtocol.Tcp)]
    public async Task ProxyHeader_FromAStranger_EndsTheConnection(ProxyProtocol protocol)
    {
        await using var origin = new Origin();
        await using var yard = new NginxYard();
        var address = protocol is ProxyProtocol.Http ? origin.Address : new Uri($"tcp://{origin.Address.Authority}");
        var snapshot = yard.Simple(address, protocol: protocol);
        ProxySnapshot Trusting(string network) => snapshot with { Listeners = [snapshot.Listeners[0] with { AcceptProxyProtocol = true, TrustedProxies = [IPNetwork.Parse(network)] }] };
        const string Request = "PROXY TCP4 192.0.2.1 192.0.2.2 1000 80\r\nGET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

        await yard.StartAsync(Trusting("10.0.0.0/8"));
        Assert.Equal("", await Clients.RawAsync(yard.EndPoint("web"), Request));
        Assert.Empty(origin.Requests);

        await yard.ApplyAsync(Trusting("127.0.0.0/8"));
        Assert.StartsWith("HTTP/1.1 200", await Clients.RawAsync(yard.EndPoint("web"), Request), StringComparison.Ordinal);
    }

    [RequiresFact(Component.Nginx)]
    public async Task Listener_OnOtherAddressesThanItsServer_ServesFromTheSamePort()
    {
        await using var origin = new Origin();
        await using var yard = new NginxYard();
        var port = origin.Address.Port;
        IPEndPoint[] others = [new(IPAddress.Parse("127.0.0.2"), port), new(IPAddress.Parse("127.0.0.3"), port)];
        var snapshot = yard.Simple(origin.Address);
        await yard.StartAsync(snapshot with { Listeners = [snapshot.Listeners[0] with { Endpoint = new IPEndPoint(IPAddress.Any, port), Endpoints = others }] });
        using var client = Clients.Http();

        foreach (var endPoint in others)
        {
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri($"http://{endPoint}/"))).StatusCode);
        }

        Assert.Equal(2, origin.Requests.Count);
    }

    [RequiresFact(Component.Nginx)]
    public async Task Body_OverHttp2WhereNoneIsAllowed_IsRefused()
    {
        await using var origin = new Origin();
        await using var yard = new NginxYard();
        await yard.StartAsync(
            yard.Simple(origin.Address, static route => route with { MaxBodyBytes = 0 }, protocol: ProxyProtocol.Https) with { Certificates = [TestCertificates.Make("here")] });
        using var client = Clients.Http(HttpVersion.Version20);
        using var body = new BodyOfUnknownLength();
        // A server that never answers: one that does so without reading could be quicker than the body.
        using var request = new HttpRequestMessage(HttpMethod.Post, yard.Url("web", "/slow", "https")) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = body };

        using var answer = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [RequiresFact(Component.Nginx)]
    public async Task Listener_WithoutAnyAddress_OpensNothing()
    {
        await using var origin = new Origin();
        await using var yard = new NginxYard();
        var snapshot = yard.Simple(origin.Address);
        await yard.StartAsync(snapshot with { Listeners = [snapshot.Listeners[0], yard.Listener("none") with { Endpoints = [] }] });

        Assert.DoesNotContain("0.0.0.0", await File.ReadAllTextAsync(yard.Files.Configuration), StringComparison.Ordinal);
        using var client = Clients.Http();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(yard.Url("web"))).StatusCode);
    }

    private sealed class BodyOfUnknownLength : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(new byte[1000]).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
