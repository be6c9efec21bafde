using Reeve.Proxies;

namespace Reeve.Plugins.Nginx.Configuration;

/// <summary>The <c>listen</c> lines of a listener.</summary>
internal static class ListenModel
{
    public static List<string> Of(ProxyListener listener, bool isDefault = false)
    {
        var isHttp = listener.Protocol is ProxyProtocol.Http or ProxyProtocol.Https;
        var flags = (listener.Protocol switch
        {
            ProxyProtocol.Https => " ssl http2",
            ProxyProtocol.Tls => " ssl",
            // Otherwise each worker would have a session of its own with the same client.
            ProxyProtocol.Udp => " udp reuseport",
            _ => "",
        }) + (listener.AcceptProxyProtocol ? " proxy_protocol" : "") + (isDefault && isHttp ? " default_server" : "");
        return [.. ListenAddresses.Of(listener).Select(endPoint => $"{endPoint}{flags}")];
    }
}
