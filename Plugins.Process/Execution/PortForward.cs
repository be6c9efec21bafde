using System.Net;
using System.Net.Sockets;

namespace Reeve.Plugins.Process.Execution;

/// <summary>Connects to a port of the machine itself, whose network the containers share.</summary>
internal static class PortForward
{
    public static async Task RunAsync(int port, Stream connection, CancellationToken cancellationToken)
    {
        using var socket = await ConnectAsync(port, cancellationToken);
        await using var peer = new NetworkStream(socket, ownsSocket: false);
        var there = CopyThereAsync(connection, peer, socket, cancellationToken);
        var back = CopyBackAsync(peer, connection, cancellationToken);
        await Task.WhenAll(there, back);
    }

    private static async Task<Socket> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        // Programs listen on either; what the IPv4 loopback refuses the IPv6 one may take.
        foreach (var address in new[] { IPAddress.Loopback, IPAddress.IPv6Loopback })
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken);
                return socket;
            }
            catch (SocketException)
            {
                socket.Dispose();
            }
            catch (OperationCanceledException)
            {
                socket.Dispose();
                throw;
            }
        }

        throw new ProviderException(ErrorReason.Transient, $"Nobody listens on port {port} of this machine.");
    }

    private static async Task CopyThereAsync(Stream connection, NetworkStream peer, Socket socket, CancellationToken cancellationToken)
    {
        await connection.CopyToAsync(peer, cancellationToken);
        socket.Shutdown(SocketShutdown.Send);
    }

    private static async Task CopyBackAsync(NetworkStream peer, Stream connection, CancellationToken cancellationToken)
    {
        await peer.CopyToAsync(connection, cancellationToken);
        await connection.WriteAsync(ReadOnlyMemory<byte>.Empty, cancellationToken);
    }
}
