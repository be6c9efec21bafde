using System.Net;
using Reeve.Plugins.Proxy.Serving;
using Reeve.Proxies;

namespace Reeve.Plugins.Proxy.ProxyHeaders;

/// <summary>Whether somebody's word about who the client is counts.</summary>
internal static class TrustedPeers
{
    public static bool Contains(ProxyListener listener, EndPoint? peer) => peer is IPEndPoint { Address: var address } && Networks.Contain(listener.TrustedProxies, address);
}
