using System.Security.Cryptography;
using System.Text;

namespace Reeve.Runtime.Pods.Identity;

/// <summary>Makes the UIDs of pods that come without one.</summary>
internal static class PodUid
{
    /// <summary>
    /// A UUID (version 8, RFC 9562) that depends on its arguments alone, so that an agent that lost its state finds the pods that it
    /// started as the ones that it is asked for.
    /// </summary>
    public static string Of(Owner owner, string source, string key, string hash, int generation)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in (ReadOnlySpan<string>)[owner.Cluster, owner.Node, source, key, hash])
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            digest.AppendData(BitConverter.GetBytes(bytes.Length));
            digest.AppendData(bytes);
        }

        digest.AppendData(BitConverter.GetBytes(generation));
        Span<byte> uuid = digest.GetHashAndReset().AsSpan(0, 16);
        uuid[6] = (byte)((uuid[6] & 0x0f) | 0x80);
        uuid[8] = (byte)((uuid[8] & 0x3f) | 0x80);
        return new Guid(uuid, bigEndian: true).ToString();
    }
}
