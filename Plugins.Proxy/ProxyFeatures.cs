using System.Collections.Frozen;
using System.Net.Quic;
using Reeve.Proxies;

namespace Reeve.Plugins.Proxy;

/// <summary>What this provider can do.</summary>
internal static class ProxyFeatures
{
    public static ProxyCapabilities All { get; } = new()
    {
        TakesSockets = true,
        Protocols = new[] { ProxyProtocol.Http, ProxyProtocol.Https, ProxyProtocol.Tcp, ProxyProtocol.Tls, ProxyProtocol.TlsPassthrough, ProxyProtocol.Udp }.ToFrozenSet(),
        Unavailable = new Dictionary<ProxyProtocol, string> { [ProxyProtocol.Http3] = WhyNoHttp3() },
        Features = FrozenSet.ToFrozenSet<string>(
        [
            "listeners.acceptProxyProtocol", "listeners.trustedProxies", "listeners.maxConnections", "listeners.idleTimeout", "routes.exactPath", "routes.pathRegex", "routes.allowedSources", "routes.rateLimit", "routes.maxBodyBytes",
            "routes.timeout", "routes.retries", "routes.preserveHost", "routes.redirectToHttps", "routes.hsts", "routes.requestHeaders", "routes.responseHeaders",
            "routes.response", "upstreams.healthCheck", "upstreams.affinityCookie", "upstreams.breakAfter", "upstreams.sendProxyProtocol", "upstreams.proxyProtocolVersion", "upstreams.maxConnections", "upstreams.connectTimeout",
        ]),
    };

    /// <exception cref="ProviderException">The snapshot asks for something else.</exception>
    public static void Check(ProxySnapshot snapshot)
    {
        for (var i = 0; i < snapshot.Listeners.Count; i++)
        {
            var listener = snapshot.Listeners[i];
            if (!All.Protocols.Contains(listener.Protocol))
            {
                throw new ProviderException(ErrorReason.Unsupported, $"This proxy does not speak {listener.Protocol}, which {listener.Name} asks for.") { Field = $"listeners[{i}].protocol" };
            }

            if (listener.Sockets.Count != listener.Endpoints.Count)
            {
                throw new ProviderException(ErrorReason.Invalid, $"The listener {listener.Name} came without its sockets.") { Field = $"listeners[{i}].sockets" };
            }
        }
    }

    private static string WhyNoHttp3() => OperatingSystem.IsLinux() && QuicListener.IsSupported
        ? "HTTP/3 is not served by this version, although the machine has libmsquic"
        : "HTTP/3 needs libmsquic 2.2 or later with a fitting OpenSSL, which this machine does not have";
}
