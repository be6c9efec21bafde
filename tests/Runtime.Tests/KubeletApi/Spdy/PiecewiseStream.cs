using Reeve.Streams;

namespace Reeve.Runtime.Tests.KubeletApi.Spdy;

/// <summary>Gives its bytes in pieces of the given sizes, over and over.</summary>
internal sealed class PiecewiseStream(byte[] bytes, IReadOnlyList<int> pieces) : ReadStream
{
    private int _at;
    private int _piece;

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
}
