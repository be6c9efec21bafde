using System.Security.Cryptography;
using System.Text;

namespace Reeve.Distributions.K3s;

/// <summary>What nodes join a cluster of k3s by, in the form that pins its authority: <c>K10HASH::CREDENTIALS</c>. Pure.</summary>
/// <remarks>Source: https://docs.k3s.io/cli/token. Agents join by bootstrap tokens from 1.26.2, 1.25.7 and 1.24.11 on.</remarks>
public static class K3sToken
{
    /// <summary>What the token of a server begins with after the hash.</summary>
    public const string ServerUser = "server:";

    /// <summary>The part before the credentials.</summary>
    /// <param name="authorityHash">The authority's hash, see <see cref="HashOf"/>; may refer to what is put in later.</param>
    public static string Prefix(string authorityHash) => $"K10{authorityHash}::";

    /// <summary>What k3s pins an authority by that has signed itself: the SHA-256 of its file, octet by octet.</summary>
    /// <param name="certificatePem">The file of one certificate.</param>
    /// <returns>Lower-case hex.</returns>
    public static string HashOf(string certificatePem) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(certificatePem)));
}
