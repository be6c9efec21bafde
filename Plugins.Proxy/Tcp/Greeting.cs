using System.Net;
using System.Net.Sockets;

namespace Reeve.Plugins.Proxy.Tcp;

/// <summary>The beginning of a connection, read until it has said what has to be known.</summary>
internal sealed class Greeting(Socket socket)
{
    private byte[] _bytes = [];

    /// <summary>Looks at what came: null for more, otherwise how much of it is used up.</summary>
    public delegate int? Look(ReadOnlySpan<byte> bytes);

    /// <summary>What was read and not used up; it belongs to the upstream.</summary>
    public ReadOnlyMemory<byte> Rest => _bytes;

    /// <summary>Who the client is: the peer, or whom a PROXY protocol header names.</summary>
    public IPEndPoint Client { get; set; } = (IPEndPoint)socket.RemoteEndPoint!;

    /// <summary>Whom the client asked.</summary>
    public IPEndPoint Asked { get; set; } = (IPEndPoint)socket.LocalEndPoint!;

    /// <summary>Reads until the look is satisfied.</summary>
    /// <returns>False if the connection ended before.</returns>
    public async Task<bool> ReadAsync(Look look, CancellationToken cancellationToken)
    {
        var buffer = new byte[2048];
        while (true)
        {
            if (look(_bytes) is { } used)
            {
                _bytes = _bytes[used..];
                return true;
            }

            var read = await socket.ReceiveAsync(buffer, cancellationToken);
            if (read == 0)
            {
                return false;
            }

            _bytes = [.. _bytes, .. buffer.AsSpan(0, read)];
        }
    }
}
