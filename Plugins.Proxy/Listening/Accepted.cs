using System.Net.Sockets;

namespace Reeve.Plugins.Proxy.Listening;

/// <summary>A connection that was accepted, owned by whoever handles it until <see cref="Dispose"/>.</summary>
internal sealed class Accepted(Socket socket, Acceptor acceptor) : IDisposable
{
    // Not disposed: it may be cut while it ends, and has no timer.
    private readonly CancellationTokenSource _cut = new();
    private int _disposed;

    public Socket Socket { get; } = socket;

    public Acceptor Acceptor { get; } = acceptor;

    /// <summary>Whether a request has come by it.</summary>
    public bool HasAsked { get; private set; }

    /// <summary>Cancelled when the connection has to end at once.</summary>
    public CancellationToken Cutting => _cut.Token;

    /// <summary>A request has come.</summary>
    public void Asks()
    {
        if (!HasAsked)
        {
            HasAsked = true;
            Acceptor.Asked();
        }
    }

    public void Cut() => _cut.Cancel();

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            Socket.Dispose();
            Acceptor.Ended(this);
        }
    }
}
