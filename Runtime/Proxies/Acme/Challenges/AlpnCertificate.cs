using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Reeve.Proxies;

namespace Reeve.Runtime.Proxies.Acme.Challenges;

/// <summary>Makes the certificate that answers a challenge by TLS (RFC 8737, 3).</summary>
internal static class AlpnCertificate
{
    private const string Identifier = "1.3.6.1.5.5.7.1.31"; // id-pe-acmeIdentifier

    public static ProxyCertificate Create(Challenge challenge, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=challenge", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(challenge.Name);
        request.CertificateExtensions.Add(names.Build(critical: false));
        var digest = new AsnWriter(AsnEncodingRules.DER);
        digest.WriteOctetString(challenge.Digest);
        request.CertificateExtensions.Add(new X509Extension(Identifier, digest.Encode(), critical: true));
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(7));
        return new ProxyCertificate
        {
            ServerNames = [challenge.Name],
            ChainPem = certificate.ExportCertificatePem() + "\n",
            KeyPem = key.ExportPkcs8PrivateKeyPem() + "\n",
            AlpnProtocol = Challenge.AlpnProtocol,
        };
    }
}
