using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.TestKit.Proxies;

/// <summary>Certificates that nobody signed.</summary>
internal static class Certificates
{
    public static ProxyCertificateSpec Make(string commonName, params string[] serverNames)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={commonName}", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return new ProxyCertificateSpec { ServerNames = serverNames, Chain = certificate.ExportCertificatePem(), Key = key.ExportPkcs8PrivateKeyPem() };
    }
}
