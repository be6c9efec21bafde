namespace Reeve.Runtime.Tests.Kubernetes.Fakes;

/// <summary>Spaces, for ever.</summary>
internal sealed class EndlessStream : ReadOnlyStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        buffer.Span.Fill((byte)'x');
        return new(buffer.Length);
    }
}
