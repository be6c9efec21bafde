using System.Net;

namespace Reeve.Plugins.Proxy.Serving;

/// <summary>Addresses and the networks that they are in.</summary>
internal static class Networks
{
    /// <summary>Whether an address is in one of them. An IPv4 address in the clothes of IPv6 counts as what it is.</summary>
    public static bool Contain(IReadOnlyList<IPNetwork> networks, IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        foreach (var network in networks)
        {
            if (network.Contains(plain))
            {
                return true;
            }
        }

        return false;
    }
}
