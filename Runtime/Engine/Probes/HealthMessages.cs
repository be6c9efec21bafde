using System.Buffers.Binary;
using System.Text;

namespace Reeve.Runtime.Engine.Probes;

/// <summary>
/// The two messages of <c>grpc.health.v1.Health/Check</c> in gRPC's framing: a flag byte, a length of four bytes (big endian), and
/// the message in protobuf. Source: https://github.com/grpc/grpc/blob/master/doc/health-checking.md.
/// </summary>
internal static class HealthMessages
{
    /// <summary><c>SERVING</c>.</summary>
    public const int Serving = 1;

    private const int HeaderLength = 5;
    private static readonly string[] _names = ["UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"];

    /// <summary>Writes a HealthCheckRequest: field 1 is the service.</summary>
    public static byte[] Request(string service)
    {
        var name = Encoding.UTF8.GetBytes(service);
        var message = new List<byte>();
        if (name.Length > 0)
        {
            message.Add(0x0A);
            for (var rest = (uint)name.Length; ; rest >>= 7)
            {
                if (rest < 0x80)
                {
                    message.Add((byte)rest);
                    break;
                }

                message.Add((byte)(rest | 0x80));
            }

            message.AddRange(name);
        }

        var frame = new byte[HeaderLength + message.Count];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)message.Count);
        message.CopyTo(frame, HeaderLength);
        return frame;
    }

    /// <summary>Reads the status of a HealthCheckResponse: field 1, a varint. Null if the frame is malformed.</summary>
    public static int? ReadStatus(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < HeaderLength || frame[0] != 0)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(frame[1..]);
        if (length > frame.Length - HeaderLength)
        {
            return null;
        }

        var message = frame.Slice(HeaderLength, (int)length);
        var status = 0;
        while (message.Length > 0)
        {
            if (!TryReadVarint(ref message, out var tag))
            {
                return null;
            }

            switch (tag & 7)
            {
                case 0 when TryReadVarint(ref message, out var value):
                    status = tag >> 3 == 1 ? (int)value : status;
                    break;
                case 1 when message.Length >= 8:
                    message = message[8..];
                    break;
                case 2 when TryReadVarint(ref message, out var size) && size <= (ulong)message.Length:
                    message = message[(int)size..];
                    break;
                case 5 when message.Length >= 4:
                    message = message[4..];
                    break;
                default:
                    return null;
            }
        }

        return status;
    }

    /// <summary>The name of a status.</summary>
    public static string NameOf(int status) => status >= 0 && status < _names.Length ? _names[status] : $"{status}";

    private static bool TryReadVarint(ref ReadOnlySpan<byte> bytes, out ulong value)
    {
        value = 0;
        for (var i = 0; i < Math.Min(bytes.Length, 10); i++)
        {
            value |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if ((bytes[i] & 0x80) == 0)
            {
                bytes = bytes[(i + 1)..];
                return true;
            }
        }

        return false;
    }
}
