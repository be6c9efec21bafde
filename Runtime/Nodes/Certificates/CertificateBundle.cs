using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Reeve.Runtime.Nodes.Certificates;

/// <summary>A certificate with its key and the chain that goes with it. Lives until the process ends: connections may still use a former one.</summary>
public sealed class CertificateBundle
{
    private CertificateBundle(X509Certificate2 certificate, X509Certificate2Collection intermediates) =>
        (Certificate, Intermediates) = (certificate, intermediates);

    /// <summary>The certificate, with its private key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Certificates of its issuers that a peer may lack.</summary>
    public X509Certificate2Collection Intermediates { get; }

    /// <summary>From when it is valid.</summary>
    public DateTimeOffset NotBefore => new(Certificate.NotBefore.ToUniversalTime());

    /// <summary>Until when it is valid.</summary>
    public DateTimeOffset NotAfter => new(Certificate.NotAfter.ToUniversalTime());

    /// <summary>Reads PEM: the certificate first, its chain after it; the key as PKCS #8, PKCS #1 or SEC 1 (EC), not encrypted.</summary>
    /// <param name="certificates">The certificates.</param>
    /// <param name="key">The key; may be the same text.</param>
    /// <exception cref="CryptographicException">There is no certificate or no key in it, or they do not belong together. The message holds nothing of them.</exception>
    public static CertificateBundle FromPem(ReadOnlySpan<char> certificates, ReadOnlySpan<char> key)
    {
        X509Certificate2 certificate;
        try
        {
            certificate = X509Certificate2.CreateFromPem(certificates, key);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new CryptographicException("The PEM holds no certificate with its unencrypted private key (PKCS #8, PKCS #1 or EC).", e);
        }

        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(certificates);
        var intermediates = new X509Certificate2Collection(chain.Skip(1).ToArray());
        return new CertificateBundle(certificate, intermediates);
    }

    /// <summary>Wraps a certificate that has its key.</summary>
    internal static CertificateBundle Of(X509Certificate2 certificate) => new(certificate, []);

    /// <summary>Whether it is valid at a time.</summary>
    public bool IsValidAt(DateTimeOffset time) => time >= NotBefore && time < NotAfter;

    /// <summary>The certificates and the key (PKCS #8) as PEM. A secret.</summary>
    internal string ToPem()
    {
        var text = new StringBuilder();
        text.AppendLine(Certificate.ExportCertificatePem());
        foreach (var intermediate in Intermediates)
        {
            text.AppendLine(intermediate.ExportCertificatePem());
        }

        using AsymmetricAlgorithm key = (AsymmetricAlgorithm?)Certificate.GetECDsaPrivateKey() ?? Certificate.GetRSAPrivateKey()
            ?? throw new CryptographicException("The certificate has neither an EC nor an RSA key.");
        return text.AppendLine(key.ExportPkcs8PrivateKeyPem()).ToString();
    }
}
