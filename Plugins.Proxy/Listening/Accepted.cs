using System.Net.Sockets;

namespace Reeve.Plugins.Proxy.Listening;

/// <summary>A connection that was accepted, owned by whoever handles it until <see cref="Dispose"/>.</summary>
internal sealed class Accepted(Socket socket, Acceptor acceptor) : IDisposable
{
    private int _disposed;

    public Socket Socket { get; } = socket;

    public Acceptor Acceptor { get; } = acceptor;

    /// <summary>Set by the handler: ends the connection at once.</summary>
    public Action? Abort { get; set; }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            Socket.Dispose();
            Acceptor.Ended(this);
        }
    }
}
