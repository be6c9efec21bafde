using System.Collections.Frozen;
using Reeve.Proxies;

namespace Reeve.Plugins.Nginx;

/// <summary>
/// What this provider can do. It cannot hold back connections above a limit, check servers by itself, or keep clients on a server by a cookie; it
/// writes version 1 of the PROXY protocol alone, has no HTTP/3, and its regular expressions can take time without end.
/// </summary>
internal static class NginxFeatures
{
    private static readonly ProxyProtocol[] Http = [ProxyProtocol.Http, ProxyProtocol.Https];
    private static readonly ProxyProtocol[] Stream = [ProxyProtocol.Tcp, ProxyProtocol.Tls, ProxyProtocol.TlsPassthrough, ProxyProtocol.Udp];

    private static readonly FrozenSet<string> Features = FrozenSet.ToFrozenSet<string>(
    [
        "listeners.acceptProxyProtocol", "listeners.trustedProxies", "listeners.idleTimeout", "routes.exactPath", "routes.allowedSources", "routes.rateLimit", "routes.maxBodyBytes", "routes.timeout",
        "routes.retries", "routes.preserveHost", "routes.redirectToHttps", "routes.hsts", "routes.requestHeaders", "routes.responseHeaders", "routes.response",
        "upstreams.breakAfter", "upstreams.sendProxyProtocol", "upstreams.maxConnections", "upstreams.connectTimeout",
    ]);

    private static readonly KeyValuePair<ProxyProtocol, string> NoHttp3 = new(ProxyProtocol.Http3, "nginx serves HTTP/3 from 1.25 on and with a library for QUIC, neither of which Debian has");

    /// <summary>With nginx's stream module.</summary>
    public static ProxyCapabilities All { get; } = new()
    {
        Protocols = Http.Concat(Stream).ToFrozenSet(), Unavailable = new Dictionary<ProxyProtocol, string>([NoHttp3]), Features = Features, EndsIdleConnections = true,
    };

    /// <summary>Without it.</summary>
    public static ProxyCapabilities HttpAlone { get; } = new()
    {
        Protocols = Http.ToFrozenSet(),
        Unavailable = new Dictionary<ProxyProtocol, string>([NoHttp3, .. Stream.Select(static protocol => KeyValuePair.Create(protocol, "this nginx has no stream module: apt-get install libnginx-mod-stream"))]),
        Features = Features,
        EndsIdleConnections = true,
    };
}
