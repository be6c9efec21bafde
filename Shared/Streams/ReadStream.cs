namespace Reeve.Streams;

/// <summary>A stream that is read from its beginning to its end, and nothing else.</summary>
internal abstract class ReadStream : SequentialStream
{
    public sealed override bool CanRead => true;

    public sealed override bool CanWrite => false;

    public abstract override int Read(Span<byte> buffer);

    public sealed override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public sealed override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
