using System.Buffers;
using System.Buffers.Binary;

namespace Reeve.Runtime.KubeletApi.Spdy;

/// <summary>Writes the frames of one direction of a connection, in order. Not thread-safe.</summary>
internal sealed class SpdyFrameWriter
{
    private const byte FlagFin = 1;
    private const byte FlagUnidirectional = 2;
    private readonly HeaderCompressor _compressor = new();
    private readonly ArrayBufferWriter<byte> _payload = new();

    public void Write(SpdyFrame frame, IBufferWriter<byte> output)
    {
        switch (frame)
        {
            case DataFrame data:
                WriteHead(output, data.StreamId, data.Fin ? FlagFin : (byte)0, data.Data.Length);
                output.Write(data.Data.Span);
                break;
            case SynStreamFrame syn:
                Number(syn.StreamId);
                Number(syn.AssociatedStreamId);
                _payload.Write((ReadOnlySpan<byte>)[(byte)(syn.Priority << 5), 0]);
                _compressor.Write(syn.Headers, _payload);
                Flush(SpdyFrameType.SynStream, (byte)((syn.Fin ? FlagFin : 0) | (syn.Unidirectional ? FlagUnidirectional : 0)), output);
                break;
            case SynReplyFrame reply:
                Number(reply.StreamId);
                _compressor.Write(reply.Headers, _payload);
                Flush(SpdyFrameType.SynReply, reply.Fin ? FlagFin : (byte)0, output);
                break;
            case HeadersFrame headers:
                Number(headers.StreamId);
                _compressor.Write(headers.Headers, _payload);
                Flush(SpdyFrameType.Headers, headers.Fin ? FlagFin : (byte)0, output);
                break;
            case RstStreamFrame reset:
                Number(reset.StreamId);
                Number((uint)reset.Status);
                Flush(SpdyFrameType.RstStream, 0, output);
                break;
            case SettingsFrame settings:
                Number((uint)settings.Settings.Count);
                foreach (var (id, value) in settings.Settings)
                {
                    Number(id & 0xffffff);
                    Number(value);
                }

                Flush(SpdyFrameType.Settings, 0, output);
                break;
            case PingFrame ping:
                Number(ping.Id);
                Flush(SpdyFrameType.Ping, 0, output);
                break;
            case GoAwayFrame goAway:
                Number(goAway.LastStreamId);
                Number((uint)goAway.Status);
                Flush(SpdyFrameType.GoAway, 0, output);
                break;
            case WindowUpdateFrame update:
                Number(update.StreamId);
                Number(update.Delta);
                Flush(SpdyFrameType.WindowUpdate, 0, output);
                break;
            default:
                throw new ArgumentException($"{frame.GetType().Name} cannot be written.", nameof(frame));
        }
    }

    private static void WriteHead(IBufferWriter<byte> output, uint first, byte flags, int length)
    {
        var head = output.GetSpan(8);
        BinaryPrimitives.WriteUInt32BigEndian(head, first);
        BinaryPrimitives.WriteUInt32BigEndian(head[4..], ((uint)flags << 24) | (uint)length);
        output.Advance(8);
    }

    private void Number(uint number)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_payload.GetSpan(4), number);
        _payload.Advance(4);
    }

    private void Flush(SpdyFrameType type, byte flags, IBufferWriter<byte> output)
    {
        WriteHead(output, 0x80030000u | (uint)type, flags, _payload.WrittenCount);
        output.Write(_payload.WrittenSpan);
        _payload.ResetWrittenCount();
    }
}
