using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Reeve.Runtime.Proxies.Acme;

namespace Reeve.Runtime.Tests.Proxies.Certificates;

/// <summary>Makes certificates for tests.</summary>
internal static class Certificate
{
    public static DateTimeOffset Start { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static IssuedCertificate Create(DateTimeOffset from, TimeSpan life, params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            alternatives.AddDnsName(name);
        }

        request.CertificateExtensions.Add(alternatives.Build());
        using var certificate = request.CreateSelfSigned(from, from + life);
        return new IssuedCertificate
        {
            Names = names,
            ChainPem = certificate.ExportCertificatePem() + "\n",
            KeyPem = key.ExportPkcs8PrivateKeyPem() + "\n",
            NotBefore = from,
            NotAfter = from + life,
        };
    }
}
