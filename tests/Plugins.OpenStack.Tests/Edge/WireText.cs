using System.Text;

namespace Reeve.Plugins.OpenStack.Tests.Edge;

/// <summary>Messages of texts on the wire (https://protobuf.dev/programming-guides/encoding/), written and read without the code under test.</summary>
internal static class WireText
{
    /// <summary>A field that is a text.</summary>
    public static byte[] Field(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    /// <summary>A field that is a message.</summary>
    public static byte[] Field(int number, params byte[] value) => [(byte)((number << 3) | 2), .. Number(value.Length), .. value];

    /// <summary>The fields of a message in their order.</summary>
    public static IEnumerable<(int Number, byte[] Value)> Read(byte[] message)
    {
        for (var position = 0; position < message.Length;)
        {
            var number = message[position++] >> 3;
            var length = 0;
            for (var shift = 0; ; shift += 7)
            {
                length |= (message[position] & 0x7f) << shift;
                if (message[position++] < 0x80)
                {
                    break;
                }
            }

            yield return (number, message[position..(position + length)]);
            position += length;
        }
    }

    /// <summary>A text of a message; empty if there is none.</summary>
    public static string TextOf(byte[] message, int number) => string.Concat(Read(message).Where(field => field.Number == number).Select(field => Encoding.UTF8.GetString(field.Value)));

    private static IEnumerable<byte> Number(int value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            yield return (byte)((value & 0x7f) | 0x80);
        }

        yield return (byte)value;
    }
}
