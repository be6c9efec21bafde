using System.Globalization;
using System.Net;
using Reeve.Plugins.Nginx.Configuration;
using Reeve.Proxies;

namespace Reeve.Plugins.Nginx.Observation;

/// <summary>Counts open TCP connections by listener from the kernel's table (<c>/proc/net/tcp</c>): nginx itself counts them all together.</summary>
internal static class ConnectionTable
{
    private const string Established = "01";

    public static Dictionary<string, long> Count(IReadOnlyList<ProxyListener> listeners)
    {
        var ends = Read("/proc/net/tcp").Concat(Read("/proc/net/tcp6")).CountBy(end => end).ToArray();
        return listeners.Where(listener => listener.Protocol is not ProxyProtocol.Udp)
            .ToDictionary(listener => listener.Name, listener => ends.Where(end => IsOf(listener, end.Key)).Sum(end => (long)end.Value));
    }

    /// <summary>The local end of an established connection on a line of the table; null for another line.</summary>
    public static IPEndPoint? Parse(string line)
    {
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var colon = fields.Length > 3 ? fields[1].IndexOf(':', StringComparison.Ordinal) : -1;
        if (colon < 0 || fields[3] != Established)
        {
            return null;
        }

        // Words of four bytes in the machine's own order.
        var bytes = Convert.FromHexString(fields[1].AsSpan(0, colon));
        if (BitConverter.IsLittleEndian)
        {
            for (var i = 0; i < bytes.Length; i += 4)
            {
                Array.Reverse(bytes, i, 4);
            }
        }

        return new IPEndPoint(new IPAddress(bytes), int.Parse(fields[1].AsSpan(colon + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }

    private static bool IsOf(ProxyListener listener, IPEndPoint end) => ListenAddresses.Of(listener).Any(own =>
        own.Port == end.Port && (own.Address.Equals(end.Address) || (ListenAddresses.IsAny(own.Address) && own.AddressFamily == end.AddressFamily)));

    private static IEnumerable<IPEndPoint> Read(string path) => File.Exists(path) ? File.ReadLines(path).Skip(1).Select(Parse).OfType<IPEndPoint>() : [];
}
