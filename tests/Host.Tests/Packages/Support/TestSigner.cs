using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using NuGet.Common;
using NuGet.Packaging.Signing;
using HashAlgorithmName = NuGet.Common.HashAlgorithmName;

namespace Reeve.Host.Tests.Packages.Support;

/// <summary>Signs packages with a certificate of its own.</summary>
internal sealed class TestSigner : IDisposable
{
    private const string CodeSigning = "1.3.6.1.5.5.7.3.3";
    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _certificate;

    public TestSigner(string name)
    {
        var request = new CertificateRequest($"CN={name}", _key, System.Security.Cryptography.HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(CodeSigning)], critical: false));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        _certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        Fingerprint = _certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256);
    }

    /// <summary>SHA-256 in hex.</summary>
    public string Fingerprint { get; }

    /// <summary>Signs a package, as its author.</summary>
    public async Task SignAsync(string package)
    {
        var signed = package + ".signed";
        // The request disposes what it is given.
        using (var request = new AuthorSignPackageRequest(new X509Certificate2(_certificate), HashAlgorithmName.SHA256))
        using (var options = SigningOptions.CreateFromFilePaths(package, signed, overwrite: true, new X509SignatureProvider(timestampProvider: null), NullLogger.Instance))
        {
            await SigningUtility.SignAsync(options, request, CancellationToken.None);
        }

        File.Move(signed, package, overwrite: true);
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }
}
