using Reeve.Streams;

namespace Reeve.Host.Control;

/// <summary>A stream whose writes become frames of one kind.</summary>
internal sealed class FrameWriterStream(ExecFrames frames, ExecFrameKind kind) : WriteStream
{
    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!buffer.IsEmpty)
        {
            await frames.WriteAsync(kind, buffer, cancellationToken);
        }
    }
}
