using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Reeve.Runtime.Proxies.Sockets;

/// <summary>Reads the address of a listener.</summary>
internal static class ListenAddress
{
    /// <summary><c>192.0.2.1:80</c>, <c>[::1]:80</c> or <c>:80</c> for all; null if it is none.</summary>
    public static IPEndPoint? Parse(string text)
    {
        if (text.StartsWith(':'))
        {
            return ushort.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var all) && all > 0
                ? new IPEndPoint(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, all)
                : null;
        }

        // Without the port it would be 0, and "::1:80" would be an address alone.
        return (text.StartsWith('[') ? text.Contains("]:", StringComparison.Ordinal) : text.AsSpan().Count(':') == 1)
            && IPEndPoint.TryParse(text, out var endPoint) && endPoint.Port > 0
            ? endPoint
            : null;
    }
}
