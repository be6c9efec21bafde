using System.Net;
using Reeve.Proxies;

namespace Reeve.Plugins.Proxy.ProxyHeaders;

/// <summary>Whether somebody's word about who the client is counts.</summary>
internal static class TrustedPeers
{
    public static bool Contains(ProxyListener listener, EndPoint? peer)
    {
        if (peer is not IPEndPoint { Address: var address })
        {
            return false;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return listener.TrustedProxies.Any(network => network.Contains(plain));
    }
}
