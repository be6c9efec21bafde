using System.Net;
using Reeve.Plugins.Nginx.Checks;
using Reeve.Plugins.Nginx.Configuration;
using Reeve.Proxies;

namespace Reeve.Plugins.Nginx.Tests.Checks;

public sealed class SnapshotCheckTests
{
    private static readonly ProxyUpstreamGroup Group = new() { Name = "origin", Members = [new ProxyUpstream { Address = new Uri("http://127.0.0.1:9") }] };
    private static readonly ProxyRoute Route = new() { Name = "all", Listeners = ["web"], Upstream = "origin" };
    private static readonly ProxyListener Listener = new() { Name = "web", Protocol = ProxyProtocol.Http, Endpoint = new IPEndPoint(IPAddress.Loopback, 80) };

    private static readonly ProxySnapshot Snapshot = new() { Revision = 1, Listeners = [Listener], Routes = [Route], Upstreams = [Group] };

    public static TheoryData<string, ProxySnapshot> Refused => new()
    {
        { "listeners[0].protocol", Snapshot with { Listeners = [Listener with { Protocol = ProxyProtocol.Http3 }] } },
        { "listeners[1].address", Snapshot with { Listeners = [Listener, Listener with { Name = "all", Protocol = ProxyProtocol.Tcp, Endpoint = new IPEndPoint(IPAddress.IPv6Any, 80) }] } },
        { "upstreams[0].proxyProtocolVersion", Snapshot with { Upstreams = [Group with { SendProxyProtocol = true }] } },
        { "upstreams[0].healthCheck", Snapshot with { Upstreams = [Group with { HealthCheck = new ProxyHealthCheck() }] } },
        { "upstreams[0].affinityCookie", Snapshot with { Upstreams = [Group with { AffinityCookie = "lb" }] } },
        { "upstreams[0].members[1].serverName", Snapshot with { Upstreams = [Https("https://a.example", "https://b.example")] } },
        { "upstreams[0].members[0].address", Snapshot with { Listeners = [Listener with { Protocol = ProxyProtocol.Udp, Endpoint = new IPEndPoint(IPAddress.Loopback, 9) }] } },
        { "routes[0].name", Snapshot with { Routes = [Route with { Name = "all;" }] } },
        { "routes[0].headers[X_Kind]", WithRoute(Route with { Headers = new Dictionary<string, string> { ["X_Kind"] = "" } }) },
        { "routes[0].methods[0]", WithRoute(Route with { Methods = ["M+"] }) },
        { "routes[0].pathPrefix", WithRoute(Route with { PathPrefix = "/" + new string('a', 3000) }) },
        { "routes[0].exactPath", WithRoute(Route with { ExactPath = "/" + new string('a', 3000) }) },
        { "routes[0].pathRegex", WithRoute(Route with { PathRegex = "/[0-9]+" }) },
        { "routes[0].requestHeaders[transfer-encoding]", WithRoute(Route with { RequestHeaders = new Dictionary<string, string> { ["transfer-encoding"] = "" } }) },
        { "routes[0].responseHeaders[Server]", WithRoute(Route with { ResponseHeaders = new Dictionary<string, string> { ["Server"] = "mine" } }) },
        { "routes[0].responseHeaders[X-Long]", WithRoute(Route with { ResponseHeaders = new Dictionary<string, string> { ["X-Long"] = new('$', 300) } }) },
        { "routes[0].response.status", WithRoute(Route with { Upstream = null, Response = new ProxyResponse { Status = 444 } }) },
        { "routes[0].response.body", WithRoute(Route with { Upstream = null, Response = new ProxyResponse { Status = 200, Body = new byte[] { 0xff } } }) },
        { "routes[0].response.headers", WithRoute(Route with { Upstream = null, Response = new ProxyResponse { Status = 302 } }) },
        { "certificates[0].alpnProtocol", Snapshot with { Certificates = [new ProxyCertificate { ChainPem = "", KeyPem = "", AlpnProtocol = "acme-tls/1" }] } },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Run_AsksForWhatNginxCannotDo_NamesTheField(string field, ProxySnapshot snapshot)
    {
        var error = Assert.Throws<ProviderException>(() => SnapshotCheck.Run(snapshot, NginxFeatures.All));

        Assert.Equal(field, error.Field);
        Assert.True(error.Reason is ErrorReason.Unsupported or ErrorReason.Conflict or ErrorReason.Invalid);
    }

    [Fact]
    public void Run_WithoutTheStreamModule_RefusesTcp() =>
        Assert.Equal(
            "listeners[0].protocol",
            Assert.Throws<ProviderException>(() => SnapshotCheck.Run(Snapshot with { Listeners = [Listener with { Protocol = ProxyProtocol.Tcp }] }, NginxFeatures.HttpAlone)).Field);

    [Fact]
    public void Capabilities_EachProtocolThatIsNotSpoken_HasItsReason() => Assert.All(
        new[] { NginxFeatures.All, NginxFeatures.HttpAlone },
        static capabilities => Assert.All(
            Enum.GetValues<ProxyProtocol>().Where(protocol => protocol is not ProxyProtocol.Unknown && !capabilities.Protocols.Contains(protocol)),
            protocol => Assert.NotEmpty(capabilities.Unavailable[protocol])));

    [Fact]
    public void Run_OrdinarySnapshot_TakesIt() => SnapshotCheck.Run(Snapshot, NginxFeatures.All);

    [Fact]
    public void Of_AllAddresses_IsOneForEachFamily() =>
        Assert.Equal(["0.0.0.0:80", "[::]:80"], ListenAddresses.Of(Listener with { Endpoint = new IPEndPoint(IPAddress.IPv6Any, 80) }).Select(endPoint => endPoint.ToString()));

    private static ProxySnapshot WithRoute(ProxyRoute route) => Snapshot with { Routes = [route] };

    private static ProxyUpstreamGroup Https(params string[] members) => Group with { Members = [.. members.Select(member => new ProxyUpstream { Address = new Uri(member) })] };
}
