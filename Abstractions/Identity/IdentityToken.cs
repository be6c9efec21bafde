using System.Security.Cryptography;
using System.Text;

namespace Reeve;

/// <summary>Makes the tokens of <see cref="Owner"/>, <see cref="PodId"/> and <see cref="ContainerId"/>.</summary>
internal static class IdentityToken
{
    // RFC 4648 base32 in lower case: letters and digits only, so that it fits unit, job and host names alike.
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    private const int SmallSize = 512;

    /// <summary>Hashes the parts, each with its length before it so that no two lists collide, into base32.</summary>
    public static string Of(int length, params ReadOnlySpan<string> parts)
    {
        var size = parts.Length * sizeof(int);
        foreach (var part in parts)
        {
            size += Encoding.UTF8.GetByteCount(part);
        }

        // In one piece, for tokens are made all the time: a hash that is fed bit by bit costs several times as much.
        Span<byte> bytes = size <= SmallSize ? stackalloc byte[SmallSize] : new byte[size];
        var rest = bytes;
        foreach (var part in parts)
        {
            var count = Encoding.UTF8.GetBytes(part, rest[sizeof(int)..]);
            BitConverter.TryWriteBytes(rest, count);
            rest = rest[(sizeof(int) + count)..];
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..size], digest);
        Span<char> token = stackalloc char[length];
        for (var i = 0; i < length; i++)
        {
            var bit = i * 5;
            var pair = (digest[bit / 8] << 8) | digest[(bit / 8) + 1];
            token[i] = Alphabet[(pair >> (11 - (bit % 8))) & 31];
        }

        return new string(token);
    }
}
