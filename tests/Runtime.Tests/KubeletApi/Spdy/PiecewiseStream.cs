namespace Reeve.Runtime.Tests.KubeletApi.Spdy;

/// <summary>Gives its bytes in pieces of the given sizes, over and over.</summary>
internal sealed class PiecewiseStream(byte[] bytes, IReadOnlyList<int> pieces) : Stream
{
    private int _at;
    private int _piece;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var wanted = pieces.Count == 0 ? int.MaxValue : Math.Max(1, pieces[_piece++ % pieces.Count]);
        var count = Math.Min(Math.Min(buffer.Length, bytes.Length - _at), wanted);
        bytes.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Read(buffer.Span));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
