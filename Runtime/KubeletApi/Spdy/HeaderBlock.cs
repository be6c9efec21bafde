using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Reeve.Runtime.KubeletApi.Spdy;

/// <summary>Header blocks without their compression: a count, then names and values, each after its length.</summary>
internal static class HeaderBlock
{
    public static void Write(SpdyHeaders headers, IBufferWriter<byte> output)
    {
        WriteNumber(output, headers.Values.Count);
        foreach (var (name, value) in headers.Values)
        {
            WriteText(output, name.ToLowerInvariant());
            WriteText(output, value);
        }
    }

    /// <exception cref="SpdyException">It is malformed.</exception>
    public static SpdyHeaders Read(ReadOnlySpan<byte> block)
    {
        var count = ReadNumber(ref block);
        if (count > block.Length / 8)
        {
            throw new SpdyException("A header block has more names than room.");
        }

        var values = new Dictionary<string, string>(count, StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < count; i++)
        {
            var name = ReadText(ref block);
            if (name.Length == 0 || !values.TryAdd(name, ReadText(ref block)))
            {
                throw new SpdyException("A header block has an empty name, or one twice.");
            }
        }

        return block.IsEmpty ? new SpdyHeaders(values) : throw new SpdyException("A header block is followed by more than it announced.");
    }

    private static void WriteNumber(IBufferWriter<byte> output, int number)
    {
        BinaryPrimitives.WriteInt32BigEndian(output.GetSpan(4), number);
        output.Advance(4);
    }

    private static void WriteText(IBufferWriter<byte> output, string text)
    {
        WriteNumber(output, Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, output);
    }

    private static int ReadNumber(ref ReadOnlySpan<byte> block)
    {
        if (!BinaryPrimitives.TryReadInt32BigEndian(block, out var number) || number < 0)
        {
            throw new SpdyException("A header block is cut short.");
        }

        block = block[4..];
        return number;
    }

    private static string ReadText(ref ReadOnlySpan<byte> block)
    {
        var length = ReadNumber(ref block);
        if (length > block.Length)
        {
            throw new SpdyException("A header block is cut short.");
        }

        var text = Encoding.UTF8.GetString(block[..length]);
        block = block[length..];
        return text;
    }
}
