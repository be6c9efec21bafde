using System.Net;
using Reeve.Proxies;

namespace Reeve.Runtime.Proxies.Sockets;

/// <summary>Listeners with their sockets.</summary>
/// <param name="Listeners">The listeners.</param>
/// <param name="Added">Which of the sockets were opened for it.</param>
/// <param name="Missing">Addresses that could not be had now, with the reason, where a listener can do without.</param>
internal sealed record SocketLoan(
    IReadOnlyList<ProxyListener> Listeners, IReadOnlyList<(IPEndPoint EndPoint, bool IsUdp)> Added, IReadOnlyList<(string Listener, IPEndPoint EndPoint, string Reason)> Missing);
