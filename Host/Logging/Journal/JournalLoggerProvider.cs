using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Reeve.Host.Logging.Journal;

/// <summary>Writes messages to systemd's journal, with their priority and their values as fields.</summary>
internal sealed class JournalLoggerProvider : ILoggerProvider
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly UnixDomainSocketEndPoint _journal;
    private readonly TextWriter _fallback;
    private readonly Lock _lock = new();

    /// <summary>Creates it.</summary>
    /// <param name="journal">The journal's socket.</param>
    /// <param name="fallback">Takes messages while the journal does not.</param>
    public JournalLoggerProvider(string journal, TextWriter fallback)
    {
        _journal = new UnixDomainSocketEndPoint(journal);
        _fallback = fallback;

        // While the journal starts again its queue may be full: rather a line on standard error than an agent that stands still.
        _socket.SendTimeout = 1000;
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new JournalLogger(this, categoryName);

    /// <summary>Writes an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="priority">Its priority, for the fallback.</param>
    /// <param name="message">Its message, for the fallback.</param>
    public void Write(JournalEntry entry, int priority, string message)
    {
        lock (_lock)
        {
            try
            {
                _socket.SendTo(entry.Bytes, _journal);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // Standard error leads there too, by another way.
                _fallback.WriteLine($"<{priority}>{message}");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
