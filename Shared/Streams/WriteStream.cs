namespace Reeve.Streams;

/// <summary>A stream that is written to, and nothing else.</summary>
internal abstract class WriteStream : SequentialStream
{
    public sealed override bool CanRead => false;

    public sealed override bool CanWrite => true;

    public abstract override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default);

    public sealed override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public sealed override void Write(byte[] buffer, int offset, int count) =>
        WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public sealed override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
