using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Reeve.Runtime.Nodes.Certificates;

/// <summary>The certificate that a node serves with until its cluster has signed one.</summary>
internal static class SelfSignedCertificate
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    /// <summary>Makes a certificate with a key of its own, which is nowhere but in memory.</summary>
    public static CertificateBundle Create(CertificateProfile profile, TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={profile.Node}@{time.GetUtcNow().ToUnixTimeSeconds()}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        if (profile.Names.ToExtension() is { } names)
        {
            request.CertificateExtensions.Add(names);
        }

        // A little in the past: the clocks of those who connect differ.
        var now = time.GetUtcNow();
        return CertificateBundle.Of(request.CreateSelfSigned(now - TimeSpan.FromMinutes(10), now + Lifetime));
    }
}
