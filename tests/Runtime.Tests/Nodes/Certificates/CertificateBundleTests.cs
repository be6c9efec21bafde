using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Reeve.Runtime.Nodes.Certificates;

namespace Reeve.Runtime.Tests.Nodes.Certificates;

public sealed class CertificateBundleTests
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void FromPem_EveryFormOfKey_Read()
    {
        using var rsa = RSA.Create(2048);
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var rsaCertificate = Certificate(new CertificateRequest("CN=rsa", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        var ecCertificate = Certificate(new CertificateRequest("CN=ec", ec, HashAlgorithmName.SHA256));

        (string Certificate, string Key)[] forms =
        [
            (rsaCertificate, rsa.ExportRSAPrivateKeyPem()),
            (rsaCertificate, rsa.ExportPkcs8PrivateKeyPem()),
            (ecCertificate, ec.ExportECPrivateKeyPem()),
            (ecCertificate, ec.ExportPkcs8PrivateKeyPem()),
        ];

        Assert.All(forms, form => Assert.True(CertificateBundle.FromPem(form.Certificate, form.Key).Certificate.HasPrivateKey));
    }

    [Fact]
    public void FromPem_ChainAndKeyInOneText_IntermediatesKept()
    {
        using var leaf = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var text = Certificate(new CertificateRequest("CN=leaf", leaf, HashAlgorithmName.SHA256)) + "\n"
            + Certificate(new CertificateRequest("CN=intermediate", other, HashAlgorithmName.SHA256)) + "\n" + leaf.ExportPkcs8PrivateKeyPem();

        var bundle = CertificateBundle.FromPem(text, text);
        var again = CertificateBundle.FromPem(bundle.ToPem(), bundle.ToPem());

        Assert.Equal("CN=leaf", again.Certificate.Subject);
        Assert.Equal("CN=intermediate", Assert.Single(again.Intermediates).Subject);
        Assert.True(again.IsValidAt(Begin) && !again.IsValidAt(Begin + TimeSpan.FromDays(1)));
    }

    [Fact]
    public void FromPem_KeyOfAnother_ErrorWithoutTheKey()
    {
        using var one = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = other.ExportPkcs8PrivateKeyPem();

        var error = Assert.Throws<CryptographicException>(
            () => CertificateBundle.FromPem(Certificate(new CertificateRequest("CN=one", one, HashAlgorithmName.SHA256)), key));

        Assert.DoesNotContain(key.Split('\n')[1], error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_PendingRequest_NoKey()
    {
        var request = PendingRequest.Create(CertificateProfile.Client("n1"));

        Assert.DoesNotContain("PRIVATE", request.ToString(), StringComparison.Ordinal);
        Assert.Equal(request.Name, PendingRequest.FromPem(request.ToPem(), CertificateProfile.Client("n1"))!.Name);
        Assert.Null(PendingRequest.FromPem(request.ToPem(), CertificateProfile.Client("n2")));
    }

    private static string Certificate(CertificateRequest request)
    {
        using var certificate = request.CreateSelfSigned(Begin, Begin + TimeSpan.FromDays(1));
        return certificate.ExportCertificatePem();
    }
}
