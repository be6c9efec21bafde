namespace Reeve.Runtime.Tests.Kubernetes.Fakes;

/// <summary>Gives its bytes in pieces of given sizes, over and over.</summary>
internal sealed class PiecewiseStream(byte[] bytes, IReadOnlyList<int> sizes) : ReadOnlyStream
{
    private int _position;
    private int _pieces;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = Math.Min(Math.Min(sizes[_pieces++ % sizes.Count], buffer.Length), bytes.Length - _position);
        bytes.AsMemory(_position, count).CopyTo(buffer);
        _position += count;
        return new(count);
    }
}
