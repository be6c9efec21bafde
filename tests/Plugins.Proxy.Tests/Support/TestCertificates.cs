using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Reeve.Proxies;

namespace Reeve.Plugins.Proxy.Tests.Support;

/// <summary>Certificates that nobody signed.</summary>
internal static class TestCertificates
{
    public static ProxyCertificate Make(string commonName, params string[] serverNames)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={commonName}", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return new ProxyCertificate { ServerNames = serverNames, ChainPem = certificate.ExportCertificatePem(), KeyPem = key.ExportPkcs8PrivateKeyPem() };
    }
}
