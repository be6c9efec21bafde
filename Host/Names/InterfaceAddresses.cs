using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Reeve.Host.Names;

/// <summary>
/// Addresses of this machine: those of an interface, or those from which it sends to others, of each family one. The latter are not asked
/// for by name: bridges of containers and the like have addresses that nobody else can reach.
/// </summary>
/// <param name="name">The interface; null for the machine's way to others.</param>
internal sealed class InterfaceAddresses(string? name) : IAddressSource
{
    // Of ranges for documentation (RFC 5737, RFC 3849): no datagram is sent, only a route is looked up.
    private static readonly IPEndPoint[] Elsewhere = [new(IPAddress.Parse("192.0.2.1"), 9), new(IPAddress.Parse("2001:db8::1"), 9)];

    /// <inheritdoc/>
    public Task<IReadOnlyList<IPAddress>> FindAsync(CancellationToken cancellationToken)
    {
        var found = name is null ? Elsewhere.Select(SourceTo).OfType<IPAddress>() : OfInterface(name);
        IReadOnlyList<IPAddress> usable = [.. found.Where(IsUsable).Distinct().OrderBy(static address => address.ToString(), StringComparer.Ordinal)];
        return Task.FromResult(usable);
    }

    /// <summary>Whether others can reach an address: not loopback, link-local, multicast or none at all.</summary>
    public static bool IsUsable(IPAddress address)
    {
        if (address.AddressFamily is AddressFamily.InterNetworkV6)
        {
            return !(address.IsIPv6LinkLocal || address.IsIPv6Multicast || IPAddress.IsLoopback(address) || address.Equals(IPAddress.IPv6Any));
        }

        var bytes = address.GetAddressBytes();
        return bytes[0] is not (0 or 127 or >= 224) && !(bytes[0] == 169 && bytes[1] == 254);
    }

    private static IEnumerable<IPAddress> OfInterface(string name)
    {
        var found = NetworkInterface.GetAllNetworkInterfaces().FirstOrDefault(one => one.Name == name)
            ?? throw new ProviderException(ErrorReason.NotFound, $"This machine has no network interface {name} (agent.interface).");
        return found.GetIPProperties().UnicastAddresses.Select(static address => address.Address);
    }

    private static IPAddress? SourceTo(IPEndPoint target)
    {
        try
        {
            using var socket = new Socket(target.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(target);
            return ((IPEndPoint)socket.LocalEndPoint!).Address;
        }
        catch (SocketException)
        {
            return null; // no route for this family
        }
    }
}
