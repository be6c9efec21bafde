using System.Buffers;
using System.IO.Compression;

namespace Reeve.AspNetCore.Grpc.Framing;

/// <summary>The names of encodings in headers, and what they do.</summary>
internal static class MessageEncodings
{
    /// <summary>All that are understood.</summary>
    public const string Accepted = "identity,gzip";

    // Header and trailer of a gzip member. The framework takes less for nothing at all, without a word.
    private const int ShortestGzip = 18;

    /// <summary>The encoding that the header <c>grpc-encoding</c> names.</summary>
    /// <exception cref="GrpcException">It is another one.</exception>
    public static MessageEncoding Parse(string header) => header switch
    {
        "" or "identity" => MessageEncoding.Identity,
        "gzip" => MessageEncoding.Gzip,
        _ => throw new GrpcException(GrpcStatus.Unimplemented, $"Messages cannot be compressed by {header}; use {Accepted.Replace(",", " or ", StringComparison.Ordinal)}."),
    };

    /// <summary>Decompresses a message that says that it is compressed.</summary>
    /// <exception cref="GrpcException">It is not, or is longer than allowed.</exception>
    public static byte[] Decompress(this MessageEncoding encoding, ReadOnlySequence<byte> message, int longest)
    {
        if (encoding == MessageEncoding.Identity)
        {
            throw new GrpcException(GrpcStatus.Internal, "A message is compressed, but the call does not say how (grpc-encoding).");
        }

        try
        {
            if (message.Length < ShortestGzip)
            {
                throw new InvalidDataException("It is too short.");
            }

            using var source = new MemoryStream(message.ToArray());
            using var gzip = new GZipStream(source, CompressionMode.Decompress);
            using var result = new MemoryStream();
            var buffer = new byte[16 * 1024];
            while (gzip.Read(buffer) is > 0 and var count)
            {
                if (result.Length + count > longest)
                {
                    throw MessageReader.TooLong(longest);
                }

                result.Write(buffer, 0, count);
            }

            return result.ToArray();
        }
        catch (InvalidDataException exception)
        {
            throw new GrpcException(GrpcStatus.Internal, $"A message is not compressed as the call says: {exception.Message}", exception);
        }
    }
}
