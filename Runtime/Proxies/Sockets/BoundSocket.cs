using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Reeve.Runtime.Proxies.Sockets;

/// <summary>Makes sockets that listen.</summary>
internal static class BoundSocket
{
    private const int Backlog = 4096; // the kernel takes net.core.somaxconn if that is less
    private const int SocketLevel = 1; // SOL_SOCKET of Linux
    private const int ReusePort = 15; // SO_REUSEPORT of Linux
    private const int AttachFilter = 26; // SO_ATTACH_FILTER of Linux
    private const int DetachFilter = 27; // SO_DETACH_FILTER of Linux

    // Classic BPF (instructions of code, jumps and operand): byte 13 of the TCP header; with SYN set nothing is taken, else all.
    private static readonly ulong[] NoSyn = [Instruction(0x30, 0, 0, 13), Instruction(0x45, 0, 1, 2), Instruction(0x06, 0, 0, 0), Instruction(0x06, 0, 0, uint.MaxValue)];

    /// <exception cref="SocketException">The address cannot be had.</exception>
    public static Socket Open(IPEndPoint endPoint, bool isUdp, bool shared)
    {
        var socket = new Socket(endPoint.AddressFamily, isUdp ? SocketType.Dgram : SocketType.Stream, isUdp ? ProtocolType.Udp : ProtocolType.Tcp);
        try
        {
            if (endPoint.AddressFamily is AddressFamily.InterNetworkV6)
            {
                socket.DualMode = endPoint.Address.Equals(IPAddress.IPv6Any);
            }

            if (shared)
            {
                Share(socket, true);
            }

            socket.Bind(endPoint);
            if (!isUdp)
            {
                socket.Listen(Backlog);
            }

            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether another socket of ours may be bound to the port beside this one; it needs the same on both (socket(7), SO_REUSEPORT).</summary>
    public static void Share(Socket socket, bool shared)
    {
        if (OperatingSystem.IsLinux())
        {
            socket.SetRawSocketOption(SocketLevel, ReusePort, BitConverter.GetBytes(shared ? 1 : 0));
        }
    }

    /// <summary>
    /// Keeps new clients waiting: their first packet is dropped, and they send it again after a second, to whoever has the port then. Those that are
    /// connected already can be accepted, so that nobody is left when the socket is closed.
    /// </summary>
    public static unsafe void Hold(Socket socket)
    {
        if (OperatingSystem.IsLinux())
        {
            fixed (ulong* program = NoSyn)
            {
                Span<nint> description = [NoSyn.Length, (nint)program];
                socket.SetRawSocketOption(SocketLevel, AttachFilter, MemoryMarshal.AsBytes(description));
            }
        }
    }

    /// <summary>Takes new clients again.</summary>
    public static void Release(Socket socket)
    {
        if (OperatingSystem.IsLinux())
        {
            socket.SetRawSocketOption(SocketLevel, DetachFilter, BitConverter.GetBytes(0));
        }
    }

    private static ulong Instruction(ushort code, byte ifTrue, byte ifFalse, uint operand) => code | ((ulong)ifTrue << 16) | ((ulong)ifFalse << 24) | ((ulong)operand << 32);
}
