using Reeve.Runtime.KubeletApi.Streaming;
using Reeve.Streams;

namespace Reeve.Runtime.KubeletApi.Spdy;

/// <summary>
/// A stream that the peer has opened. Reading zero bytes is the peer's half-close; writing zero bytes is one's own, as is
/// <see cref="CompleteWritesAsync"/>. One reader and one writer at a time. Disposing it before both ends are closed resets it.
/// </summary>
internal sealed class SpdyStream : DuplexStream
{
    private const int MaxFrameData = 32 * 1024;
    private readonly SpdySession _session;
    private readonly InboundBuffer _received;
    private volatile bool _readEnded;
    private int _unacknowledged;
    private int _wroteEnd;
    private int _closed;

    public SpdyStream(SpdySession session, SynStreamFrame opening, SpdyWindow window, int buffer)
    {
        (_session, Id, Headers, SendWindow) = (session, opening.StreamId, opening.Headers, window);
        _received = new InboundBuffer(buffer);
        _wroteEnd = opening.Unidirectional ? 1 : 0;
    }

    public uint Id { get; }

    public SpdyHeaders Headers { get; }

    public SpdyWindow SendWindow { get; }

    /// <summary>The peer has closed its end.</summary>
    public bool ReadEnded => _readEnded;

    /// <summary>This end is closed.</summary>
    public bool WritesEnded => Volatile.Read(ref _wroteEnd) != 0;

    /// <summary>Both ends are closed.</summary>
    public bool Ended => _readEnded && WritesEnded;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await _received.ReadAsync(buffer, cancellationToken);
        Acknowledge(count);
        return count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            await CompleteWritesAsync();
            return;
        }

        while (!buffer.IsEmpty)
        {
            var count = await SendWindow.TakeAsync(Math.Min(buffer.Length, MaxFrameData), cancellationToken);
            count = await _session.TakeWindowAsync(this, count, cancellationToken);
            if (WritesEnded)
            {
                throw new IOException("The stream has ended.");
            }

            await _session.SendAsync(new DataFrame(Id, buffer[..count], Fin: false));
            buffer = buffer[count..];
        }
    }

    /// <summary>Closes this end: the peer reads to the end of what was written.</summary>
    public async Task CompleteWritesAsync()
    {
        if (Interlocked.Exchange(ref _wroteEnd, 1) == 0)
        {
            await _session.SendAsync(new DataFrame(Id, default, Fin: true));
            _session.Settle(this);
        }
    }

    /// <summary>Ends the stream both ways.</summary>
    public void Reset(SpdyStatus status)
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0 && !Ended)
        {
            _session.PostReset(Id, status);
        }

        _received.Abandon();
        EndWrites();
        _session.Forget(this);
    }

    /// <summary>Nobody reads it any more: what was sent and what comes is dropped.</summary>
    public void Drop() => _received.Abandon();

    /// <summary>Takes what the peer sent. Waits while the reader is too far behind; the session reads no further meanwhile.</summary>
    internal ValueTask ReceiveAsync(ReadOnlyMemory<byte> data, bool fin)
    {
        var room = _received.AddAsync(data);
        if (fin)
        {
            ReceiveEnd();
        }

        return room;
    }

    /// <summary>The peer has closed its end.</summary>
    internal void ReceiveEnd()
    {
        _readEnded = true;
        _received.End();
        _session.Settle(this);
    }

    /// <summary>The stream is over by the peer's doing: writes fail, and so do reads unless the peer had closed its end.</summary>
    internal void Fail(Exception reason)
    {
        Interlocked.Exchange(ref _closed, 1);
        _received.End(reason);
        EndWrites();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Reset(SpdyStatus.Cancel);
        }

        base.Dispose(disposing);
    }

    private void EndWrites()
    {
        Interlocked.Exchange(ref _wroteEnd, 1);
        SendWindow.Close();
    }

    private void Acknowledge(int count)
    {
        // Not for every small piece.
        if (Interlocked.Add(ref _unacknowledged, count) is var total && total >= SpdySession.InitialWindow / 2 && !_readEnded)
        {
            Interlocked.Add(ref _unacknowledged, -total);
            _session.PostWindowUpdate(Id, total);
        }
    }
}
