using System.Net;
using System.Net.Sockets;

namespace Reeve.Machine;

/// <summary>Connects to a port of the machine itself, or of a network namespace on it.</summary>
public static class PortForward
{
    /// <summary>Connects and copies both ways until both have ended.</summary>
    /// <param name="port">The port, on whichever loopback address takes the connection.</param>
    /// <param name="connection">The caller's side.</param>
    /// <param name="open">Makes a TCP socket where the port is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ProviderException">Transient: nobody listens.</exception>
    public static async Task RunAsync(int port, Stream connection, Func<AddressFamily, Task<Socket>> open, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(open);
        using var socket = await ConnectAsync(port, open, cancellationToken).ConfigureAwait(false);
        await using var peer = new NetworkStream(socket, ownsSocket: false);
        var there = CopyThereAsync(connection, peer, socket, cancellationToken);
        var back = CopyBackAsync(peer, connection, cancellationToken);
        await Task.WhenAll(there, back).ConfigureAwait(false);
    }

    /// <summary>As the other, with the machine's own network.</summary>
    /// <param name="port">The port.</param>
    /// <param name="connection">The caller's side.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ProviderException">Transient: nobody listens.</exception>
    public static Task RunAsync(int port, Stream connection, CancellationToken cancellationToken) =>
        RunAsync(port, connection, static family => Task.FromResult(Open(family)), cancellationToken);

    /// <summary>A TCP socket of this thread's network.</summary>
    /// <param name="family">IPv4 or IPv6.</param>
    public static Socket Open(AddressFamily family) => new(family, SocketType.Stream, ProtocolType.Tcp);

    private static async Task<Socket> ConnectAsync(int port, Func<AddressFamily, Task<Socket>> open, CancellationToken cancellationToken)
    {
        // Programs listen on either; what the IPv4 loopback refuses the IPv6 one may take.
        foreach (var address in new[] { IPAddress.Loopback, IPAddress.IPv6Loopback })
        {
            Socket? socket = null;
            try
            {
                socket = await open(address.AddressFamily).ConfigureAwait(false);
                await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken).ConfigureAwait(false);
                return socket;
            }
            catch (SocketException)
            {
                socket?.Dispose();
            }
            catch (OperationCanceledException)
            {
                socket?.Dispose();
                throw;
            }
        }

        throw new ProviderException(ErrorReason.Transient, $"Nobody listens on port {port}.");
    }

    private static async Task CopyThereAsync(Stream connection, NetworkStream peer, Socket socket, CancellationToken cancellationToken)
    {
        await connection.CopyToAsync(peer, cancellationToken).ConfigureAwait(false);
        socket.Shutdown(SocketShutdown.Send);
    }

    private static async Task CopyBackAsync(NetworkStream peer, Stream connection, CancellationToken cancellationToken)
    {
        await peer.CopyToAsync(connection, cancellationToken).ConfigureAwait(false);
        await connection.WriteAsync(ReadOnlyMemory<byte>.Empty, cancellationToken).ConfigureAwait(false);
    }
}
