using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;

namespace Reeve.AspNetCore.Grpc.Framing;

/// <summary>Reads messages: one byte that says whether it is compressed, four of its length (big-endian), the message.</summary>
internal static class MessageReader
{
    /// <summary>Bytes before a message.</summary>
    public const int HeaderBytes = 5;

    /// <summary>Reads the next message.</summary>
    /// <param name="reader">Where from.</param>
    /// <param name="encoding">How it is compressed if it is.</param>
    /// <param name="longest">Bytes allowed, also after decompression.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The message, or null if there is none any more.</returns>
    /// <exception cref="GrpcException">It is cut off, too long, or not compressed as it says.</exception>
    public static async ValueTask<byte[]?> ReadAsync(PipeReader reader, MessageEncoding encoding, int longest, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (TryRead(ref buffer, encoding, longest, out var message))
            {
                reader.AdvanceTo(buffer.Start);
                return message;
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
            {
                return buffer.IsEmpty ? null : throw new GrpcException(GrpcStatus.Internal, "The call ended in the middle of a message.");
            }
        }
    }

    /// <summary>Says that a message is longer than allowed.</summary>
    public static GrpcException TooLong(int longest) => new(GrpcStatus.ResourceExhausted, $"A message is longer than the {longest} bytes that are allowed.");

    private static bool TryRead(ref ReadOnlySequence<byte> buffer, MessageEncoding encoding, int longest, out byte[]? message)
    {
        message = null;
        if (buffer.Length < HeaderBytes)
        {
            return false;
        }

        Span<byte> header = stackalloc byte[HeaderBytes];
        buffer.Slice(0, HeaderBytes).CopyTo(header);
        if (header[0] > 1)
        {
            throw new GrpcException(GrpcStatus.Internal, "What came is no message: its first byte is neither 0 nor 1.");
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
        if (length > longest)
        {
            throw TooLong(longest);
        }

        if (buffer.Length < HeaderBytes + length)
        {
            return false;
        }

        var body = buffer.Slice(HeaderBytes, length);
        message = header[0] == 1 ? encoding.Decompress(body, longest) : body.ToArray();
        buffer = buffer.Slice(body.End);
        return true;
    }
}
