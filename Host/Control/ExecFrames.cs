using System.Buffers.Binary;

namespace Reeve.Host.Control;

/// <summary>
/// Frames on one stream: kind (1 byte), length (4 bytes, big-endian), payload. Any number of writers, one reader.
/// </summary>
internal sealed class ExecFrames(Stream stream) : IDisposable
{
    /// <summary>The longest payload. What is longer is a broken peer, not a reason to allocate.</summary>
    public const int MaxPayload = 64 * 1024;

    private const int HeaderSize = 5;

    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly byte[] _header = new byte[HeaderSize];

    /// <summary>Writes a payload, in several frames if it is long; an empty one is one frame.</summary>
    public async Task WriteAsync(ExecFrameKind kind, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            do
            {
                var part = payload[..Math.Min(payload.Length, MaxPayload)];
                var frame = new byte[HeaderSize + part.Length];
                frame[0] = (byte)kind;
                BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), part.Length);
                part.CopyTo(frame.AsMemory(HeaderSize));
                await stream.WriteAsync(frame, cancellationToken);
                payload = payload[part.Length..];
            }
            while (payload.Length > 0);

            await stream.FlushAsync(cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Reads the next frame.</summary>
    /// <returns>The frame, or null at the end of the stream between two frames.</returns>
    /// <exception cref="InvalidDataException">The peer does not speak this protocol.</exception>
    /// <exception cref="EndOfStreamException">The stream ended within a frame.</exception>
    public async Task<(ExecFrameKind Kind, byte[] Payload)?> ReadAsync(CancellationToken cancellationToken)
    {
        var first = await stream.ReadAsync(_header.AsMemory(0, 1), cancellationToken);
        if (first == 0)
        {
            return null;
        }

        await stream.ReadExactlyAsync(_header.AsMemory(1), cancellationToken);
        var kind = (ExecFrameKind)_header[0];
        var length = BinaryPrimitives.ReadInt32BigEndian(_header.AsSpan(1));
        if (!Enum.IsDefined(kind) || kind == ExecFrameKind.Unknown || length is < 0 or > MaxPayload)
        {
            throw new InvalidDataException($"The stream is broken: frame {_header[0]} of {length} bytes.");
        }

        var payload = new byte[length];
        await stream.ReadExactlyAsync(payload, cancellationToken);
        return (kind, payload);
    }

    /// <inheritdoc/>
    public void Dispose() => _writing.Dispose();
}
