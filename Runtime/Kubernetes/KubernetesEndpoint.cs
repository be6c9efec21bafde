using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Reeve.Runtime.Kubernetes;

/// <summary>Where the API of a cluster is.</summary>
public sealed class KubernetesEndpoint
{
    /// <summary>Creates an endpoint.</summary>
    /// <param name="server">Address of the server, with the path prefix if there is one.</param>
    /// <param name="certificateAuthorities">The cluster's own certificate authorities; empty for the machine's.</param>
    public KubernetesEndpoint(Uri server, IEnumerable<X509Certificate2> certificateAuthorities)
    {
        Server = server;
        CertificateAuthorities = [.. certificateAuthorities];
        ClusterId = Hash(server, CertificateAuthorities);
    }

    /// <summary>Address of the server, with the path prefix if there is one.</summary>
    public Uri Server { get; }

    /// <summary>The cluster's own certificate authorities; empty for the machine's.</summary>
    public IReadOnlyList<X509Certificate2> CertificateAuthorities { get; }

    /// <summary>
    /// Names the cluster: 32 hexadecimal digits of the SHA-256 of its certificate authorities in an order of their own, whatever the
    /// address; of the server's address where there are none.
    /// </summary>
    public string ClusterId { get; }

    private static string Hash(Uri server, IReadOnlyList<X509Certificate2> authorities)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var hashes = authorities.Select(static authority => authority.GetCertHash(HashAlgorithmName.SHA256));
        foreach (var authority in hashes.OrderBy(Convert.ToHexString, StringComparer.Ordinal))
        {
            hash.AppendData(authority);
        }

        if (authorities.Count == 0)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(server.GetLeftPart(UriPartial.Path).TrimEnd('/')));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
