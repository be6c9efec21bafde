using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Observation;

namespace Reeve.Plugins.Kubeadm.Kubeconfigs;

/// <summary>
/// Makes kubeconfigs whose user is a certificate of its own, signed by the cluster's authority, that ends soon. What the user may do is what
/// the cluster's roles give it and its groups.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/access-authn-authz/authentication/#x509-client-certificates.</remarks>
internal static class KubeconfigIssuer
{
    private static readonly TimeSpan s_default = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(365);
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(5);

    /// <summary>Makes one.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.NotFound"/>: there is no cluster. <see cref="ErrorReason.Invalid"/>: such a one is not made.</exception>
    public static async Task<string> IssueAsync(
        ClusterId cluster, string user, KubeconfigRequest request, DateTimeOffset now, IStepContext context, CancellationToken cancellationToken)
    {
        var lifetime = request.Lifetime ?? s_default;
        if (lifetime <= TimeSpan.Zero || lifetime > s_longest)
        {
            throw new ProviderException(ErrorReason.Invalid, $"A kubeconfig cannot be valid for {lifetime}: more than nothing, and at most {s_longest.TotalDays} days.");
        }

        if (user.Length == 0 || request.Groups.Any(group => group.Length == 0))
        {
            throw new ProviderException(ErrorReason.Invalid, "A kubeconfig needs a user, and groups with names.");
        }

        var server = AdminKubeconfig.Server(await AdminKubeconfig.ReadAsync(context, cancellationToken));
        var authorityPem = await ReadAsync("ca.crt", context, cancellationToken);
        var authorityKeyPem = await ReadAsync("ca.key", context, cancellationToken);
        using var authority = X509Certificate2.CreateFromPem(authorityPem, authorityKeyPem);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var end = now + lifetime;
        using var certificate = Request(user, request.Groups, key).Create(
            authority.SubjectName, Signer(authority), now - s_skew, end < authority.NotAfter ? end : authority.NotAfter, RandomNumberGenerator.GetBytes(16));
        return Write(cluster.Name, server, authorityPem, certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
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

    private static async Task<string> ReadAsync(string file, IStepContext context, CancellationToken cancellationToken)
    {
        var path = $"{KubernetesPaths.Certificates}/{file}";
        return await context.ReadFileAsync(path, cancellationToken) is { } bytes
            ? Encoding.UTF8.GetString(bytes.Span)
            : throw new ProviderException(ErrorReason.NotFound, $"{path} is not on this machine: the cluster's authority is elsewhere, and nothing can be signed.");
    }

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
