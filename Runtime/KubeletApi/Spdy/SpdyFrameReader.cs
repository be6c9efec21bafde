using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;

namespace Reeve.Runtime.KubeletApi.Spdy;

/// <summary>Reads the frames of one direction of a connection, however it splits them. Not thread-safe.</summary>
internal sealed class SpdyFrameReader(PipeReader input, int maxHeaderBytes)
{
    private const int HeadLength = 8;
    private readonly SpdyPayloadReader _payloads = new(maxHeaderBytes);

    // Beside the compressed headers a frame has ten bytes at most; settings are the only others of variable length.
    private readonly int _maxControlLength = Math.Max(maxHeaderBytes, 1024) + 16;
    private SequencePosition? _consumed;
    private DataFrame? _data;
    private int _dataLeft;

    /// <summary>The next frame; null at the end of the connection between two frames.</summary>
    /// <exception cref="SpdyException">A frame is malformed or too long.</exception>
    /// <exception cref="EndOfStreamException">The connection ended within a frame.</exception>
    public async ValueTask<SpdyFrame?> ReadAsync(CancellationToken cancellationToken)
    {
        if (_consumed is { } consumed)
        {
            input.AdvanceTo(consumed);
            _consumed = null;
        }

        while (true)
        {
            var result = await input.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (TryRead(buffer, out var frame, out var end))
            {
                _consumed = end;
                return frame;
            }

            input.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
            {
                return buffer.IsEmpty && _data is null ? null : throw new EndOfStreamException("The connection ended within a frame.");
            }
        }
    }

    private bool TryRead(ReadOnlySequence<byte> buffer, out SpdyFrame? frame, out SequencePosition end)
    {
        frame = null;
        end = buffer.Start;
        if (_data is null)
        {
            if (buffer.Length < HeadLength)
            {
                return false;
            }

            Span<byte> head = stackalloc byte[HeadLength];
            buffer.Slice(0, HeadLength).CopyTo(head);
            var first = BinaryPrimitives.ReadUInt32BigEndian(head);
            var second = BinaryPrimitives.ReadUInt32BigEndian(head[4..]);
            var length = (int)(second & 0xffffff);
            var flags = (byte)(second >> 24);
            buffer = buffer.Slice(HeadLength);
            if ((first & 0x80000000) != 0)
            {
                return TryReadControl(buffer, first, flags, length, out frame, out end);
            }

            if (buffer.IsEmpty && length > 0)
            {
                return false;
            }

            _data = new DataFrame(first, default, (flags & 1) != 0);
            _dataLeft = length;
        }

        return TryReadData(buffer, out frame, out end);
    }

    private bool TryReadData(ReadOnlySequence<byte> buffer, out SpdyFrame? frame, out SequencePosition end)
    {
        var part = ReadOnlyMemory<byte>.Empty;
        foreach (var segment in buffer)
        {
            if (!segment.IsEmpty)
            {
                part = segment;
                break;
            }
        }

        part = part[..Math.Min(part.Length, _dataLeft)];
        end = buffer.GetPosition(part.Length);
        if (part.IsEmpty && _dataLeft > 0)
        {
            frame = null;
            return false;
        }

        _dataLeft -= part.Length;
        frame = _data! with { Data = part, Fin = _data.Fin && _dataLeft == 0 };
        _data = _dataLeft == 0 ? null : _data;
        return true;
    }

    private bool TryReadControl(
        ReadOnlySequence<byte> buffer, uint first, byte flags, int length, out SpdyFrame? frame, out SequencePosition end)
    {
        if ((first >> 16 & 0x7fff) != 3)
        {
            throw new SpdyException("A frame is of another version than SPDY/3.");
        }

        if (length > _maxControlLength)
        {
            throw new SpdyException($"A control frame has {length} bytes; {_maxControlLength} are allowed.");
        }

        frame = null;
        end = buffer.Start;
        if (buffer.Length < length)
        {
            return false;
        }

        var payload = buffer.Slice(0, length);
        end = payload.End;
        frame = _payloads.Read((ushort)first, flags, payload.ToArray());
        return true;
    }
}
