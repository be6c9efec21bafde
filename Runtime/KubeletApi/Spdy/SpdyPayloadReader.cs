using System.Buffers.Binary;

namespace Reeve.Runtime.KubeletApi.Spdy;

/// <summary>Reads what control frames hold. Not thread-safe.</summary>
internal sealed class SpdyPayloadReader(int maxHeaderBytes)
{
    private const uint StreamMask = 0x7fffffff;
    private readonly HeaderDecompressor _headers = new(maxHeaderBytes);

    /// <exception cref="SpdyException">It is malformed.</exception>
    public SpdyFrame Read(ushort type, byte flags, byte[] payload) => (SpdyFrameType)type switch
    {
        SpdyFrameType.SynStream => new SynStreamFrame(Stream(payload, 0), Headers(payload, 10))
        {
            AssociatedStreamId = Stream(payload, 4),
            Priority = (byte)(payload[8] >> 5),
            Fin = (flags & 1) != 0,
            Unidirectional = (flags & 2) != 0,
        },
        SpdyFrameType.SynReply => new SynReplyFrame(Stream(payload, 0), Headers(payload, 4)) { Fin = (flags & 1) != 0 },
        SpdyFrameType.Headers => new HeadersFrame(Stream(payload, 0), Headers(payload, 4)) { Fin = (flags & 1) != 0 },
        SpdyFrameType.RstStream => new RstStreamFrame(Stream(payload, 0), (SpdyStatus)Number(payload, 4)),
        SpdyFrameType.Settings => Settings(payload),
        SpdyFrameType.Ping => new PingFrame(Number(payload, 0)),
        SpdyFrameType.GoAway => new GoAwayFrame(Stream(payload, 0), (SpdyGoAwayStatus)Number(payload, 4)),
        SpdyFrameType.WindowUpdate => new WindowUpdateFrame(Stream(payload, 0), Number(payload, 4) & StreamMask),
        _ => new UnknownFrame(type),
    };

    private static uint Stream(byte[] payload, int at) => Number(payload, at) & StreamMask;

    private static uint Number(byte[] payload, int at) => at + 4 <= payload.Length
        ? BinaryPrimitives.ReadUInt32BigEndian(payload.AsSpan(at))
        : throw new SpdyException("A control frame is cut short.");

    private static SettingsFrame Settings(byte[] payload)
    {
        var count = Number(payload, 0);
        if (count != (payload.Length - 4) / 8)
        {
            throw new SpdyException("A SETTINGS frame has not as many settings as it announced.");
        }

        var settings = new KeyValuePair<uint, uint>[count];
        for (var i = 0; i < count; i++)
        {
            settings[i] = new(Number(payload, 4 + (8 * i)) & 0xffffff, Number(payload, 8 + (8 * i)));
        }

        return new SettingsFrame(settings);
    }

    private SpdyHeaders Headers(byte[] payload, int at) => at <= payload.Length
        ? _headers.Read(payload[at..])
        : throw new SpdyException("A control frame is cut short.");
}
