using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Reeve.Runtime.Text;

/// <summary>
/// Tells whether something is still what it was, without keeping it: the first half of a SHA-256. Texts are counted with their
/// lengths, so that no two sequences of them run into each other.
/// </summary>
internal static class ContentDigest
{
    /// <summary>The digest of bytes.</summary>
    public static UInt128 Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    /// <summary>The digest of texts, in their order; null and empty are two.</summary>
    public static UInt128 Of(IEnumerable<string?> texts)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var text in texts)
        {
            BinaryPrimitives.WriteInt32BigEndian(length, text?.Length ?? -1);
            digest.AppendData(length);
            digest.AppendData(MemoryMarshal.AsBytes(text.AsSpan()));
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        digest.GetHashAndReset(hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
