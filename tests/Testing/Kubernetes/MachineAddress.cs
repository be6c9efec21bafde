using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Reeve.Testing.Kubernetes;

/// <summary>The address at which an API server on this machine reaches nodes: API servers refuse loopback.</summary>
public static class MachineAddress
{
    /// <summary>Finds it.</summary>
    public static IPAddress? Find() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(network => network.OperationalStatus != OperationalStatus.Down)
        .SelectMany(network => network.GetIPProperties().UnicastAddresses)
        .Select(unicast => unicast.Address)
        .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork && IsGlobal(address.GetAddressBytes()));

    private static bool IsGlobal(byte[] address) => address[0] != 127 && (address[0], address[1]) != (169, 254);
}
