using System.Net;

namespace Reeve.Runtime.Proxies.Sockets;

/// <summary>The addresses of this machine. Safe for concurrent use.</summary>
internal interface IMachineAddresses
{
    /// <summary>Each address once, in a stable order; those that mean something on one link alone (IPv6, <c>fe80::/10</c>) are left out.</summary>
    IReadOnlyList<IPAddress> List();

    /// <summary>Calls back whenever they may have changed, until the result is disposed.</summary>
    /// <param name="changed">Returns at once; calls may overlap.</param>
    IDisposable Watch(Action changed);
}
