using System.Net;
using Reeve.Proxies;

namespace Reeve.Plugins.Nginx.Configuration;

/// <summary>Where nginx opens a listener.</summary>
internal static class ListenAddresses
{
    /// <summary>
    /// All addresses are two sockets, one for each family: over a single one IPv4 clients would have IPv6 addresses, and a limit for
    /// each network of clients would take them for one.
    /// </summary>
    public static IEnumerable<IPEndPoint> Of(ProxyListener listener) => listener.Endpoints.SelectMany(endPoint =>
        endPoint.Address.Equals(IPAddress.IPv6Any) ? new[] { new IPEndPoint(IPAddress.Any, endPoint.Port), endPoint } : [endPoint]).Distinct();

    public static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
