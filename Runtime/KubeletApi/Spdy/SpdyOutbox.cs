using System.Buffers;
using System.Threading.Channels;

namespace Reeve.Runtime.KubeletApi.Spdy;

/// <summary>Sends frames in the order in which they were given, several at once where they wait. Thread-safe.</summary>
internal sealed class SpdyOutbox
{
    private const int BatchBytes = 64 * 1024;
    private readonly Channel<Entry> _queue = Channel.CreateUnbounded<Entry>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Stream _transport;
    private readonly int _maxPending;
    private readonly Action _sent;
    private int _pending;

    /// <param name="transport">Takes the bytes.</param>
    /// <param name="maxPending">How many frames may wait that nobody waits for.</param>
    /// <param name="sent">Called after each batch.</param>
    public SpdyOutbox(Stream transport, int maxPending, Action sent)
    {
        (_transport, _maxPending, _sent) = (transport, maxPending, sent);
        Completion = PumpAsync();
    }

    /// <summary>Ends when all was sent after <see cref="Complete"/>, or nothing more can be. Never fails.</summary>
    public Task Completion { get; }

    /// <summary>Sends a frame without waiting.</summary>
    /// <exception cref="SpdyException">The peer lets too many frames wait.</exception>
    public void Post(SpdyFrame frame)
    {
        if (Interlocked.Increment(ref _pending) > _maxPending)
        {
            throw new SpdyException("The peer asks for answers faster than it reads them.");
        }

        _queue.Writer.TryWrite(new Entry(frame, null));
    }

    /// <summary>Sends a frame and waits until the transport has taken it; what it refers to is not needed any more then.</summary>
    /// <exception cref="IOException">The connection has ended.</exception>
    public async Task SendAsync(SpdyFrame frame)
    {
        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_queue.Writer.TryWrite(new Entry(frame, sent)))
        {
            throw new IOException("The connection has ended.");
        }

        await sent.Task;
    }

    /// <summary>No further frames; those that wait are sent.</summary>
    public void Complete() => _queue.Writer.TryComplete();

    private async Task PumpAsync()
    {
        await Task.Yield();
        var writer = new SpdyFrameWriter();
        var batch = new ArrayBufferWriter<byte>(4096);
        var entries = new List<Entry>();
        IOException? failure = null;
        while (await _queue.Reader.WaitToReadAsync())
        {
            entries.Clear();
            batch.ResetWrittenCount();
            while (batch.WrittenCount < BatchBytes && _queue.Reader.TryRead(out var entry))
            {
                entries.Add(entry);
                if (failure is null)
                {
                    writer.Write(entry.Frame, batch);
                }
            }

            try
            {
                if (failure is null)
                {
                    await _transport.WriteAsync(batch.WrittenMemory);
                    await _transport.FlushAsync();
                    _sent();
                }
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
            {
                // Later frames fail as well, without being tried.
                failure = new IOException("The connection has ended.", e);
                _queue.Writer.TryComplete();
            }

            foreach (var entry in entries)
            {
                Settle(entry, failure);
            }
        }
    }

    private void Settle(Entry entry, IOException? failure)
    {
        if (entry.Sent is null)
        {
            Interlocked.Decrement(ref _pending);
        }
        else if (failure is null)
        {
            entry.Sent.SetResult();
        }
        else
        {
            entry.Sent.SetException(failure);
        }
    }

    private readonly record struct Entry(SpdyFrame Frame, TaskCompletionSource? Sent);
}
