using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Reeve.Runtime.Clusters.Freezing;

/// <summary>A certificate for the webhook, by an authority of its own. Neither outlives the process, nor touches a disk.</summary>
internal sealed class FreezeCertificate : IDisposable
{
    private static readonly TimeSpan s_before = TimeSpan.FromMinutes(5); // clocks differ
    private static readonly TimeSpan s_lifetime = TimeSpan.FromDays(3650);

    private FreezeCertificate(X509Certificate2 certificate, string authorityPem) => (Certificate, AuthorityPem) = (certificate, authorityPem);

    public X509Certificate2 Certificate { get; }

    /// <summary>What API servers trust it by.</summary>
    public string AuthorityPem { get; }

    public static FreezeCertificate New(string address, DateTimeOffset now)
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=reeve write freeze authority", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        authorityRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        using var authority = authorityRequest.CreateSelfSigned(now - s_before, now + s_lifetime);

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=reeve write freeze", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(address, out var ip))
        {
            names.AddIpAddress(ip);
        }
        else
        {
            names.AddDnsName(address);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false)); // server authentication
        using var issued = request.Create(authority, now - s_before, now + s_lifetime, RandomNumberGenerator.GetBytes(16));
        return new FreezeCertificate(issued.CopyWithPrivateKey(key), authority.ExportCertificatePem());
    }

    public void Dispose() => Certificate.Dispose();
}
