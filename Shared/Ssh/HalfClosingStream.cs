using Reeve.Streams;

namespace Reeve.Ssh;

/// <summary>A connection whose sending direction ends when zero bytes are written.</summary>
internal sealed class HalfClosingStream(Stream inner, Action endSending, Func<ValueTask>? dispose = null) : DuplexStream
{
    private volatile bool _hasEnded;

    // What sends may be closed by its end: nothing is left that could be flushed.
    public override Task FlushAsync(CancellationToken cancellationToken) => _hasEnded ? Task.CompletedTask : inner.FlushAsync(cancellationToken);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length > 0)
        {
            return inner.WriteAsync(buffer, cancellationToken);
        }

        _hasEnded = true;
        endSending();
        return ValueTask.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        if (dispose is not null)
        {
            await dispose();
        }

        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
