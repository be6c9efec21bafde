using System.Net;
using System.Net.Sockets;

namespace Reeve.Host.Doctor;

/// <summary>Tries whether something could listen somewhere.</summary>
internal static class ListenerProbe
{
    /// <summary>Why nothing can; null if it can.</summary>
    /// <param name="endPoint">Where. Port 0 is any free one.</param>
    /// <param name="isUdp">Whether for UDP.</param>
    public static string? Find(IPEndPoint endPoint, bool isUdp = false)
    {
        try
        {
            using var socket = new Socket(endPoint.AddressFamily, isUdp ? SocketType.Dgram : SocketType.Stream, isUdp ? ProtocolType.Udp : ProtocolType.Tcp);
            socket.Bind(endPoint);
            return null;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => "another program has the port",
                SocketError.AccessDenied => "ports below 1024 need root or CAP_NET_BIND_SERVICE",
                SocketError.AddressNotAvailable => "this machine has no such address",
                _ => e.Message,
            };
        }
    }
}
