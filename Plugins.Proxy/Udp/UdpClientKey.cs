using System.Net;
using System.Net.Sockets;

namespace Reeve.Plugins.Proxy.Udp;

/// <summary>Whose datagrams are one session: a client's address, and the socket by which it asked, which also answers it.</summary>
internal readonly record struct UdpClientKey(Socket Via, SocketAddress Address);
