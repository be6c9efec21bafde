using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Reeve.Distributions.Kubeconfigs;

/// <summary>
/// Makes kubeconfigs whose user is a certificate of its own, signed by the cluster's authority. What the user may do is what the cluster's roles give it
/// and its groups.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/access-authn-authz/authentication/#x509-client-certificates.</remarks>
public static class KubeconfigSigner
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(365);
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(5);

    /// <summary>Makes one.</summary>
    /// <param name="issue">Whose and for what.</param>
    /// <param name="now">The time.</param>
    /// <returns>The YAML text. It is a secret.</returns>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: such a one is not made.</exception>
    public static string Sign(KubeconfigIssue issue, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(issue);
        if (issue.Lifetime <= TimeSpan.Zero || issue.Lifetime > s_longest)
        {
            throw new ProviderException(ErrorReason.Invalid, $"A kubeconfig cannot be valid for {issue.Lifetime}: more than nothing, and at most {s_longest.TotalDays} days.");
        }

        if (issue.User.Length == 0 || issue.Groups.Any(group => group.Length == 0))
        {
            throw new ProviderException(ErrorReason.Invalid, "A kubeconfig needs a user, and groups with names.");
        }

        using var authority = X509Certificate2.CreateFromPem(issue.AuthorityPem, issue.AuthorityKeyPem);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var end = now + issue.Lifetime;
        using var certificate = Request(issue.User, issue.Groups, key).Create(
            authority.SubjectName, Signer(authority), now - s_skew, end < authority.NotAfter ? end : authority.NotAfter, RandomNumberGenerator.GetBytes(16));
        return Write(issue.Cluster, issue.Server, issue.ServerAuthorityPem ?? issue.AuthorityPem, certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    private static CertificateRequest Request(string user, IReadOnlyList<string> groups, ECDsa key)
    {
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName(user);
        foreach (var group in groups)
        {
            name.AddOrganizationName(group);
        }

        var request = new CertificateRequest(name.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], critical: false)); // client authentication
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        return request;
    }

    // The user's key need not be of the authority's kind.
    private static X509SignatureGenerator Signer(X509Certificate2 authority) => authority switch
    {
        _ when authority.GetRSAPrivateKey() is { } rsa => X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1),
        _ when authority.GetECDsaPrivateKey() is { } curve => X509SignatureGenerator.CreateForECDsa(curve),
        _ => throw new ProviderException(ErrorReason.Unsupported, "The cluster's authority has a key of a kind that is not known."),
    };

    private static string Write(string cluster, Uri server, string authority, string certificate, string key) =>
        $$"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: {{cluster}}
          cluster:
            server: {{server.AbsoluteUri.TrimEnd('/')}}
            certificate-authority-data: {{Encode(authority)}}
        contexts:
        - name: {{cluster}}
          context:
            cluster: {{cluster}}
            user: user
        current-context: {{cluster}}
        users:
        - name: user
          user:
            client-certificate-data: {{Encode(certificate)}}
            client-key-data: {{Encode(key)}}

        """.ReplaceLineEndings("\n");

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
