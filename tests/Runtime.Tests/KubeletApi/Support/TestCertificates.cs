using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Reeve.Runtime.Nodes.Certificates;

namespace Reeve.Runtime.Tests.KubeletApi.Support;

/// <summary>An authority and what it signs.</summary>
internal sealed class TestCertificates : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestCertificates(string name = "authority")
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        Authority = request.CreateSelfSigned(Start, End);
    }

    public static DateTimeOffset Start { get; } = TimeProvider.System.GetUtcNow().AddDays(-1);

    public static DateTimeOffset End { get; } = TimeProvider.System.GetUtcNow().AddDays(10);

    public X509Certificate2 Authority { get; }

    public X509Certificate2 Client(string subject, string usage = "1.3.6.1.5.5.7.3.2", DateTimeOffset? end = null) => Sign(subject, usage, end ?? End);

    public CertificateBundle Server(string name) => CertificateBundle.Of(Sign($"CN={name}", "1.3.6.1.5.5.7.3.1", End));

    public void Dispose()
    {
        Authority.Dispose();
        _key.Dispose();
    }

    private X509Certificate2 Sign(string subject, string usage, DateTimeOffset end)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(Authority, Start, end, RandomNumberGenerator.GetBytes(8));
        using var withKey = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null);
    }
}
