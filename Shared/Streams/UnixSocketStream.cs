using System.Net.Sockets;

namespace Reeve.Streams;

/// <summary>Connections to sockets of the file system, such as a <see cref="SocketsHttpHandler.ConnectCallback"/> makes.</summary>
internal static class UnixSocketStream
{
    /// <summary>Opens a connection; whoever disposes the stream closes it.</summary>
    /// <exception cref="SocketException">Nobody listens, or the user may not.</exception>
    public static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
