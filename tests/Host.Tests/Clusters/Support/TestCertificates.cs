using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Reeve.Testing;

namespace Reeve.Host.Tests.Clusters.Support;

/// <summary>An authority, and certificates that it signs.</summary>
internal sealed class TestCertificates : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly DateTimeOffset _now;

    public TestCertificates(DateTimeOffset now, string name = "test authority")
    {
        _now = now;
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        Authority = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(20));
    }

    public X509Certificate2 Authority { get; }

    /// <summary>Writes what a server needs: <c>ca.pem</c>, <c>tls.pem</c> and <c>tls.key</c>.</summary>
    public void WriteTo(TempDirectory directory, params IEnumerable<string> names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var alternatives = new SubjectAlternativeNameBuilder();
        alternatives.AddIpAddress(IPAddress.Loopback);
        foreach (var name in names)
        {
            alternatives.AddDnsName(name);
        }

        using var certificate = Sign("CN=server", key, "1.3.6.1.5.5.7.3.1", _now.AddYears(1), alternatives.Build());
        File.WriteAllText(directory["ca.pem"], Authority.ExportCertificatePem());
        File.WriteAllText(directory["tls.pem"], certificate.ExportCertificatePem());
        File.WriteAllText(directory["tls.key"], key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>A client's certificate with its key.</summary>
    public X509Certificate2 Client(string subject, bool hasEnded = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Sign(subject, key, "1.3.6.1.5.5.7.3.2", hasEnded ? _now.AddHours(-1) : _now.AddYears(1));
        return certificate.CopyWithPrivateKey(key);
    }

    public void Dispose()
    {
        Authority.Dispose();
        _key.Dispose();
    }

    private X509Certificate2 Sign(string subject, ECDsa key, string usage, DateTimeOffset end, params IEnumerable<X509Extension> extensions)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        foreach (var extension in extensions)
        {
            request.CertificateExtensions.Add(extension);
        }

        return request.Create(Authority, _now.AddDays(-1), end, RandomNumberGenerator.GetBytes(8));
    }
}
