using System.Net;
using Reeve.Proxies;

namespace Reeve.Runtime.Proxies.Sockets;

/// <summary>Listeners with their sockets, and which of these were opened for it.</summary>
internal sealed record SocketLoan(IReadOnlyList<ProxyListener> Listeners, IReadOnlyList<(IPEndPoint EndPoint, bool IsUdp)> Added);
