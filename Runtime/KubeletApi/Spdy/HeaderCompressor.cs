using System.Buffers;
using System.Buffers.Binary;

namespace Reeve.Runtime.KubeletApi.Spdy;

/// <summary>
/// Writes the header blocks of one direction of a connection as one zlib stream, in stored blocks: a server's replies have no headers worth
/// compressing. Not thread-safe. Source: RFC 1950, RFC 1951.
/// </summary>
/// <remarks>
/// Each header block ends with an empty stored block. Without it Go's decompressor holds back what it has read, takes the end of the frame
/// for the end of the stream, and never understands a later frame.
/// </remarks>
internal sealed class HeaderCompressor
{
    private const int MaxStored = ushort.MaxValue;

    // Deflate with a window of 32 KiB and a preset dictionary, which is named by its checksum.
    private static readonly byte[] Head = [0x78, 0xbb, 0xe3, 0xc6, 0xa7, 0xc2];
    private readonly ArrayBufferWriter<byte> _plain = new();
    private bool _begun;

    public void Write(SpdyHeaders headers, IBufferWriter<byte> output)
    {
        if (!_begun)
        {
            output.Write(Head);
            _begun = true;
        }

        _plain.ResetWrittenCount();
        HeaderBlock.Write(headers, _plain);
        var left = _plain.WrittenSpan;
        while (!left.IsEmpty)
        {
            var part = left[..Math.Min(left.Length, MaxStored)];
            WriteStored(part, output);
            left = left[part.Length..];
        }

        WriteStored(default, output);
    }

    private static void WriteStored(ReadOnlySpan<byte> data, IBufferWriter<byte> output)
    {
        var head = output.GetSpan(5);
        head[0] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(head[1..], (ushort)data.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(head[3..], (ushort)~data.Length);
        output.Advance(5);
        output.Write(data);
    }
}
