using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Host.Tests.Proxies.Support;

/// <summary>Documents for tests.</summary>
internal static class SampleProxies
{
    /// <summary>One listener, one route, one server.</summary>
    public static ProxySpec Shop { get; } = new()
    {
        Listeners = [new ProxyListenerSpec { Name = "web", Protocol = "http", Address = "127.0.0.1:8080" }],
        Routes = [new ProxyRouteSpec { Name = "shop", Listeners = ["web"], PathPrefix = "/shop", Upstream = "shop", Timeout = TimeSpan.FromSeconds(30) }],
        Upstreams = [new ProxyUpstreamGroupSpec { Name = "shop", Members = [new ProxyUpstreamSpec { Address = "http://10.0.0.1:8080" }] }],
    };

    /// <summary>The same as somebody would write it.</summary>
    public const string Yaml = """
        listeners:
          - {name: web, protocol: http, address: "127.0.0.1:8080"}
        routes:
          - {name: shop, listeners: [web], pathPrefix: /shop, upstream: shop, timeout: 30s}
        upstreams:
          - {name: shop, members: [{address: "http://10.0.0.1:8080"}]}
        """;
}
