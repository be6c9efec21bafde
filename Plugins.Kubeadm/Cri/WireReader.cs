using System.Buffers.Binary;
using System.Text;

namespace Reeve.Plugins.Kubeadm.Cri;

/// <summary>Reads the fields of a protocol buffer. Source: https://protobuf.dev/programming-guides/encoding/.</summary>
internal static class WireReader
{
    /// <summary>The fields that have a length: texts and messages; numbers are passed over.</summary>
    /// <exception cref="InvalidDataException">It is cut off, or no protocol buffer.</exception>
    public static IEnumerable<(int Number, ReadOnlyMemory<byte> Value)> Fields(ReadOnlyMemory<byte> message)
    {
        var at = 0;
        while (at < message.Length)
        {
            var tag = Number(message, ref at);
            switch (tag & 7)
            {
                case 0:
                    Number(message, ref at);
                    break;
                case 1:
                    at += sizeof(ulong);
                    break;
                case 2:
                    var length = Number(message, ref at);
                    if (length > (ulong)(message.Length - at))
                    {
                        throw new InvalidDataException("A protocol buffer is cut off.");
                    }

                    yield return ((int)(tag >> 3), message.Slice(at, (int)length));
                    at += (int)length;
                    break;
                case 5:
                    at += sizeof(uint);
                    break;
                default:
                    throw new InvalidDataException("What was read is no protocol buffer.");
            }
        }

        if (at > message.Length)
        {
            throw new InvalidDataException("A protocol buffer is cut off.");
        }
    }

    /// <summary>The text of a field, or an empty one.</summary>
    public static string Text(ReadOnlyMemory<byte> message, int number) =>
        Fields(message).Where(field => field.Number == number).Select(field => Encoding.UTF8.GetString(field.Value.Span)).LastOrDefault() ?? "";

    /// <summary>A message whose only field is a text, the first one.</summary>
    public static byte[] WriteText(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var message = new List<byte>(bytes.Length + 6) { (1 << 3) | 2 };
        var length = (uint)bytes.Length;
        for (; length >= 0x80; length >>= 7)
        {
            message.Add((byte)(length | 0x80));
        }

        message.Add((byte)length);
        message.AddRange(bytes);
        return [.. message];
    }

    /// <summary>A message in a frame of gRPC: not compressed, four bytes of length.</summary>
    public static byte[] Frame(ReadOnlySpan<byte> message)
    {
        var frame = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame.AsSpan(5));
        return frame;
    }

    private static ulong Number(ReadOnlyMemory<byte> message, ref int at)
    {
        ulong number = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (at >= message.Length)
            {
                throw new InvalidDataException("A protocol buffer is cut off.");
            }

            var part = message.Span[at++];
            number |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return number;
            }
        }

        throw new InvalidDataException("What was read is no protocol buffer.");
    }
}
